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

    public Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken) =>
        gateway.FindParkedAsync(workflow, keys, cancellationToken);
}
