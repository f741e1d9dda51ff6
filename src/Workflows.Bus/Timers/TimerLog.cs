using Microsoft.Extensions.Logging;

namespace Workflows.Timers;

/// <summary>Everything that timers log. Event ids 1200 to 1299 are their own and never change their meaning.</summary>
internal static partial class TimerLog
{
    [LoggerMessage(1200, LogLevel.Warning, "The message of timer {TimerId} could not be sent; the timer stays and is tried again.")]
    public static partial void DeliveryFailed(ILogger logger, Guid timerId, Exception exception);

    [LoggerMessage(1201, LogLevel.Warning, "The alarm for timers could not be set; the next sweep finds what is due.")]
    public static partial void ArmFailed(ILogger logger, Exception exception);

    [LoggerMessage(1202, LogLevel.Warning, "Sweeping failed; trying again at the next interval.")]
    public static partial void SweepFailed(ILogger logger, Exception exception);
}
