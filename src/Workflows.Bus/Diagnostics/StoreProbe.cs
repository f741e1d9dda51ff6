using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Diagnostics;

/// <summary>Asks the store something small, to learn whether it answers.</summary>
internal sealed class StoreProbe(IWorkflowStore store, IStoreErrors errors, StoreReadiness readiness, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <returns>Why it does not answer or is not ready; null: it does and is.</returns>
    public async Task<WorkflowStoreUnavailableException?> FailureAsync(CancellationToken cancellationToken) =>
        readiness.Trouble is { } trouble ? NotReady(trouble) : await SilenceAsync(cancellationToken);

    public static WorkflowStoreUnavailableException NotReady(StoreTrouble trouble) =>
        new($"The store of workflows is not ready: {trouble.Reason}", trouble.Exception);

    /// <returns>What an exception tells of the store; null: nothing.</returns>
    public WorkflowStoreUnavailableException? Explain(Exception exception) => errors.ReasonOf(exception) is { } reason
        ? new WorkflowStoreUnavailableException($"The store of workflows cannot be reached or is not ready: {reason}", exception)
        : null;

    private async Task<WorkflowStoreUnavailableException?> SilenceAsync(CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await store.NextDueAsync(linked.Token).WaitAsync(linked.Token);
            return null;
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return (patience.IsCancellationRequested ? null : Explain(exception)) ?? new WorkflowStoreUnavailableException(
                patience.IsCancellationRequested
                    ? $"The store of workflows does not answer within {_patience.TotalSeconds:0} seconds."
                    : "The store of workflows cannot be reached or is not ready. The log of the process says why.",
                exception);
        }
    }
}
