using Workflows.Timers;

namespace Workflows.Persistence.Memory;

/// <summary>Timers in memory need an alarm in memory.</summary>
internal sealed class MemoryAlarmStorage : IAlarmStorage
{
    public ValueTask<AlarmDatabase?> FindDatabaseAsync(CancellationToken cancellationToken) => new((AlarmDatabase?)null);
}
