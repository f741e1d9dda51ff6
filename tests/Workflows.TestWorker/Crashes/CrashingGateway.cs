using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.TestWorker.Crashes;

/// <summary>Dies around commits. Their subjects are the kinds of their journal entries.</summary>
internal sealed class CrashingGateway(IInstanceGateway gateway, CrashPlan plan, CommitCount count) : IInstanceGateway
{
    public Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken) => gateway.LoadAsync(id, cancellationToken);

    public async Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken)
    {
        var subjects = transition.Entries.Select(entry => entry.Kind.ToString()).ToArray();
        plan.Pass("before commit", subjects);
        var outcome = await gateway.CommitAsync(transition, cancellationToken);
        count.Note(outcome.Result);
        if (outcome.Result == CommitResult.Committed)
            plan.Pass("after commit", subjects);

        return outcome;
    }

    public Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        gateway.FindSubscribersAsync(workflow, keys, cancellationToken);

    public Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        gateway.FindTakersAsync(workflow, eventId, cancellationToken);

    public Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken) => gateway.HasOpenAsync(workflow, version, cancellationToken);

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken) =>
        gateway.ReleaseParkedAsync(eventId, workflow, key, cancellationToken);

    public Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken) => gateway.ParkAsync(parked, cancellationToken);

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) => gateway.MarkOfferedAsync(eventId, workflow, cancellationToken);

    public Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken) => gateway.FindByKeyAsync(workflow, key, cancellationToken);

    public Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken) => gateway.GetDefinitionsAsync(cancellationToken);

    public Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken) =>
        gateway.ListProcessesAsync(within, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken) =>
        gateway.ReadJournalAsync(instanceId, lastEntry, cancellationToken);

    public Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken) =>
        gateway.ReadPassedNodesAsync(instanceId, cancellationToken);

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        gateway.FindParkedAsync(workflow, keys, cancellationToken);
}
