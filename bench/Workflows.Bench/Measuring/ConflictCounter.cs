using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Bench.Measuring;

/// <summary>Counts the commits of this process and those that met a conflict.</summary>
internal sealed class ConflictCounter(IInstanceGateway inner) : IInstanceGateway
{
    private static int _attempts;
    private static int _conflicts;

    public static (int Attempts, int Conflicts) Take() => (Interlocked.Exchange(ref _attempts, 0), Interlocked.Exchange(ref _conflicts, 0));

    public Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken) => inner.LoadAsync(id, cancellationToken);

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        inner.FindParkedAsync(workflow, keys, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        inner.FindSubscribersAsync(workflow, keys, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        inner.FindTakersAsync(workflow, eventId, cancellationToken);

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken) => inner.HasOpenAsync(workflow, version, cancellationToken);

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken) =>
        inner.ReleaseParkedAsync(eventId, workflow, key, cancellationToken);

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken) => inner.ParkAsync(parked, cancellationToken);

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) => inner.MarkOfferedAsync(eventId, workflow, cancellationToken);

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken) => inner.FindByKeyAsync(workflow, key, cancellationToken);

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken) => inner.GetDefinitionsAsync(cancellationToken);

    public Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken) =>
        inner.ListProcessesAsync(within, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken) =>
        inner.ReadJournalAsync(instanceId, lastEntry, cancellationToken);

    public Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken) =>
        inner.ReadPassedNodesAsync(instanceId, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken)
    {
        var outcome = await inner.CommitAsync(transition, cancellationToken);
        Interlocked.Increment(ref _attempts);
        if (outcome.Result == CommitResult.Conflict)
            Interlocked.Increment(ref _conflicts);

        return outcome;
    }
}
