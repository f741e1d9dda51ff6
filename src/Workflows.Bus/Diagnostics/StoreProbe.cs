using Workflows.Instances;

namespace Workflows.Diagnostics;

/// <summary>Asks the store something small, to learn whether it answers.</summary>
internal sealed class StoreProbe(IWorkflowStore store, TimeProvider time)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(3);

    /// <returns>Why it does not answer; null: it does.</returns>
    public async Task<StoreUnavailableException?> FailureAsync(CancellationToken cancellationToken)
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
            return new StoreUnavailableException(
                patience.IsCancellationRequested ? $"The store does not answer within {_patience.TotalSeconds:0} seconds." : "The store cannot be reached or is not ready.",
                exception);
        }
    }
}
