namespace Workflows.Timers;

/// <summary>Goes off in one process of those that share the database, also when the one that set it is gone.</summary>
internal interface IDurableAlarm
{
    /// <summary>May be called again after it failed.</summary>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Sees to it that the alarm of this process goes off no later than this.</summary>
    /// <returns>When it goes off; in the past: it is about to.</returns>
    Task<DateTimeOffset> SetAsync(DateTimeOffset at, CancellationToken cancellationToken);

    /// <returns>Another text after every tick of any process, and while one works on a tick; null: there is nothing that other processes could see.</returns>
    Task<string?> ReadTickAsync(CancellationToken cancellationToken);

    /// <summary>Throws away what is stored of alarms, and makes it anew. Timers are not in it.</summary>
    /// <param name="tick">What was read last: where it ticks again, it is left as it is.</param>
    /// <param name="cancellationToken">Gives up; nothing of it is kept then.</param>
    /// <returns>Whether it was made anew.</returns>
    Task<bool> RepairAsync(string tick, CancellationToken cancellationToken);

    Task StopAsync();
}
