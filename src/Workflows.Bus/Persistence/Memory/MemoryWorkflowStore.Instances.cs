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

    public Task<IReadOnlyList<RunningKey>> FindClosedAsync(IReadOnlyCollection<RunningKey> attempts, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult<IReadOnlyList<RunningKey>>([.. attempts.Where(attempt => !IsOpen(attempt))]);
    }

    private bool IsOpen(RunningKey attempt) =>
        _tables.Instances.TryGetValue(attempt.InstanceId, out var instance)
        && instance.Current.Execution.Tokens.Any(token => token.Id == attempt.Token && token.Attempt == attempt.Attempt);

    /// <summary>Whoever calls it holds the lock.</summary>
    public void MoveStaleAt(MemoryInstance instance, DateTimeOffset? staleAt)
    {
        _tables.SetStaleAt(instance.Current.Id, instance.Current.StaleAt, staleAt);
        instance.Current = instance.Current with { StaleAt = staleAt };
    }
}
