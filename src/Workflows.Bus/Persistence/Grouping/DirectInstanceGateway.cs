using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Grouping;

/// <summary>Hands each call to the store as it is: for a store that is no round trip away.</summary>
internal sealed class DirectInstanceGateway(IWorkflowStore store, IProcessStore processes, ISearchStore journals, TimeProvider time) : IInstanceGateway
{
    public async Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken) =>
        UnreadableRowException.Check((await store.LoadAsync([id], cancellationToken))[0]);

    public async Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken) =>
        (await store.CommitAsync([transition], cancellationToken))[0];

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        store.FindParkedAsync(workflow, keys, time.GetUtcNow(), cancellationToken);

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        store.FindSubscribersAsync(workflow, keys, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        store.FindTakersAsync(workflow, eventId, cancellationToken);

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken) =>
        store.HasOpenAsync(workflow, version, cancellationToken);

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken) =>
        store.ReleaseParkedAsync(eventId, workflow, key, cancellationToken);

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken) => store.ParkAsync(parked, cancellationToken);

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) => store.MarkOfferedAsync(eventId, workflow, cancellationToken);

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken) => store.FindByKeyAsync(workflow, key, cancellationToken);

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken) => store.GetDefinitionsAsync(cancellationToken);

    public Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken) =>
        processes.ListAsync(within, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken) =>
        StoredJournal.ReadAsync(journals, instanceId, lastEntry, cancellationToken);

    public Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken) =>
        PassedNodes.ReadAsync(journals, instanceId, cancellationToken);
}
