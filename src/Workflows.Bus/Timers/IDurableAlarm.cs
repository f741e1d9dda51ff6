namespace Workflows.Timers;

/// <summary>Goes off in one process of those that share the database, also when the one that set it is gone.</summary>
internal interface IDurableAlarm
{
    /// <summary>May be called again after it failed.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sees to it that the alarm of this process goes off no later than this.</summary>
    /// <returns>When it goes off; in the past: it is about to.</returns>
    Task<DateTimeOffset> SetAsync(DateTimeOffset at, CancellationToken cancellationToken);

    Task StopAsync();
}
