using Microsoft.Extensions.Logging;

namespace Workflows.Timers;

/// <summary>Everything that timers log. Event ids 1200 to 1299 are their own and never change their meaning.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(1200, LogLevel.Warning, "The messages of {Count} due timers could not be sent, among them timer {TimerId}; the timers stay and are tried again.")]
    public static partial void DeliveryFailed(ILogger logger, int count, Guid timerId, Exception exception);

    [LoggerMessage(1201, LogLevel.Warning, "The alarm for timers could not be set; trying again in {Delay}. Meanwhile timers go off at the next sweep.")]
    public static partial void ArmFailed(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1202, LogLevel.Warning, "Sweeping failed; trying again at the next interval.")]
    public static partial void SweepFailed(ILogger logger, Exception exception);

    [LoggerMessage(1203, LogLevel.Warning, "The alarm for timers could not be started; trying again in {Delay}. Timers that are due wait until it has.")]
    public static partial void StartFailed(ILogger logger, TimeSpan delay, Exception exception);

    [LoggerMessage(1204, LogLevel.Debug, "The alarm for timers has started.")]
    public static partial void Started(ILogger logger);

    [LoggerMessage(1205, LogLevel.Warning, "Timers that are due could not be read; the alarm goes off again for them.")]
    public static partial void RoundFailed(ILogger logger, Exception exception);

    [LoggerMessage(1206, LogLevel.Information, "The alarm for timers did not stop within {Patience}, as happens without its database; it is abandoned.")]
    public static partial void NotStopped(ILogger logger, TimeSpan patience);

    [LoggerMessage(1207, LogLevel.Debug, "The last alarm before the stop could not be set; timers it was for go off at the next sweep of another process.")]
    public static partial void LeftWithoutAlarm(ILogger logger, Exception exception);

    [LoggerMessage(1208, LogLevel.Warning, "The alarm for timers had not gone off in any process for {Duration}: what Quartz stores of it was not as it should be. It was made anew from the table of timers; what was due goes off now.")]
    public static partial void Repaired(ILogger logger, TimeSpan duration);

    [LoggerMessage(1209, LogLevel.Debug, "It could not be found out whether the alarm for timers goes off.")]
    public static partial void NotWatched(ILogger logger, Exception exception);
}
