using Workflows.Instances;

namespace Workflows.Persistence.Grouping;

/// <summary>Hands each call to the store as it is: for a store that is no round trip away.</summary>
internal sealed class DirectInstanceGateway(IWorkflowStore store, TimeProvider time) : IInstanceGateway
{
    public async Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        (await store.LoadAsync([id], cancellationToken))[0];

    public async Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken) =>
        (await store.CommitAsync([transition], cancellationToken))[0];

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        store.FindParkedAsync(workflow, keys, time.GetUtcNow(), cancellationToken);

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        store.FindSubscribersAsync(workflow, keys, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        store.FindTakersAsync(workflow, eventId, cancellationToken);

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken) => store.ParkAsync(parked, cancellationToken);

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) => store.MarkOfferedAsync(eventId, workflow, cancellationToken);

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken) => store.FindByKeyAsync(workflow, key, cancellationToken);
}
