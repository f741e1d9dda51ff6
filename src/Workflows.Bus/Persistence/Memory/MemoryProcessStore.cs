using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>The processes that share the store in memory: the hosts of a test.</summary>
internal sealed class MemoryProcessStore(MemoryWorkflowStore store, TimeProvider time) : IProcessStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task NoteAsync(RunningProcess process, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        lock (_tables.Lock)
        {
            foreach (var (id, known) in _tables.Processes.Where(pair => pair.Value.SeenAt < now - TimeSpan.FromDays(1)).ToArray())
                _tables.Processes.Remove(id);

            _tables.Processes[process.Id] = (process, now);
        }

        return Task.CompletedTask;
    }

    public Task ForgetAsync(Guid processId, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            _tables.Processes.Remove(processId);

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<RunningProcess>> ListAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var since = time.GetUtcNow() - within;
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<RunningProcess>>(
                [.. _tables.Processes.Values.Where(known => known.SeenAt > since).Select(known => known.Process).OrderBy(process => process.Name, StringComparer.Ordinal).ThenBy(process => process.Id)]);
        }
    }
}
