using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Workflows.Timers;

/// <summary>Registers timers. The store registers <see cref="IAlarmStorage"/>.</summary>
internal static class TimerRegistration
{
    private static readonly Type?[] _clocked = [typeof(AlarmService), typeof(AlarmWatch), typeof(NearTimerService)];

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<TimerDispatcher>();
        services.AddSingleton<ITimerTransport, BusTimerTransport>();
        services.AddSingleton<MessageTimers>();
        services.AddSingleton<NearTimers>();
        services.AddSingleton<AlarmPlan>();
        services.AddSingleton<ITimerAlarm, TimerAlarm>();
        services.AddSingleton<AlarmRound>();
        services.AddSingleton<SweepRound>();
        services.AddSingleton<AlarmJob>();
        services.AddSingleton<SweepJob>();
        services.AddSingleton<AlarmRows>();
        services.AddSingleton<QuartzAlarmConfiguration>();
        services.AddSingleton<IDurableAlarm, QuartzAlarm>();
        services.AddHostedService<AlarmService>();
        services.AddHostedService<AlarmWatch>();
        services.AddHostedService<NearTimerService>();
    }

    /// <summary>For tests that move the time: nothing goes off by itself any more; they call <see cref="TimerDispatcher"/>.</summary>
    public static void ReplaceByManual(IServiceCollection services)
    {
        foreach (var service in services.Where(service => _clocked.Contains(service.ImplementationType)).ToArray())
            services.Remove(service);

        services.RemoveAll<ITimerAlarm>();
        services.RemoveAll<IDurableAlarm>();
        services.AddSingleton<ManualAlarm>();
        services.AddSingleton<ITimerAlarm>(provider => provider.GetRequiredService<ManualAlarm>());
    }
}
