using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Changes of definitions in memory.</summary>
internal sealed class MemoryChangeStore(MemoryWorkflowStore store) : IChangeStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task<bool> TryHoldAsync(DefinitionChange change, Guid holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var key = (change.Workflow, change.Version);
            if (!IsOpen(change) || (_tables.ChangeHolders.TryGetValue(key, out var held) && held.Holder != holder && held.Until >= now))
                return Task.FromResult(false);

            _tables.ChangeHolders[key] = (holder, until);
            return Task.FromResult(true);
        }
    }

    public Task CloseAsync(DefinitionChange change, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var key = (change.Workflow, change.Version);
            if (IsOpen(change))
            {
                _tables.Definitions[key] = _tables.Definitions[key] with { ChangedAt = null };
                _tables.ChangeHolders.Remove(key);
            }
        }

        return Task.CompletedTask;
    }

    private bool IsOpen(DefinitionChange change) => _tables.Definitions.TryGetValue((change.Workflow, change.Version), out var known) && known.ChangedAt == change.At;
}
