using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

internal sealed partial class MemoryWorkflowStore
{
    public Task<IReadOnlyList<WorkflowInstance?>> LoadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<WorkflowInstance?>>([.. ids.Select(id => _tables.Instances.GetValueOrDefault(id)?.Current)]);
    }

    public Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<CommitOutcome>>([.. transitions.Select(transition => MemoryCommit.Apply(_tables, transition))]);
    }

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.LiveKeys.TryGetValue((workflow, key), out var id) ? id : (Guid?)null);
    }

    public Task<IReadOnlyList<StaleInstance>> ClaimStaleAsync(DateTimeOffset now, DateTimeOffset nextStaleAt, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var claimed = _tables.ByStaleness.TakeWhile(entry => entry.StaleAt <= now).Take(limit).Select(entry => _tables.Instances[entry.Id]).ToArray();
            foreach (var instance in claimed)
                MoveStaleAt(instance, nextStaleAt);

            return Task.FromResult<IReadOnlyList<StaleInstance>>(
                [.. claimed.Select(instance => new StaleInstance(instance.Current.Id, instance.Current.Workflow, instance.Current.Version))]);
        }
    }

    public Task ExtendLeaseAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset staleAt, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            foreach (var id in ids)
            {
                if (_tables.Instances.GetValueOrDefault(id) is { Current.StaleAt: not null } instance)
                    MoveStaleAt(instance, staleAt);
            }
        }

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<Guid>> FindEndedAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<Guid>>([.. ids.Where(id => _tables.Instances.GetValueOrDefault(id)?.Current.Status.IsTerminal() ?? true)]);
    }

    private void MoveStaleAt(MemoryInstance instance, DateTimeOffset staleAt)
    {
        _tables.SetStaleAt(instance.Current.Id, instance.Current.StaleAt, staleAt);
        instance.Current = instance.Current with { StaleAt = staleAt };
    }
}
