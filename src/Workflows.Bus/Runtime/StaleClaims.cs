using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Takes instances that were silent for too long, so that no other process takes them meanwhile.</summary>
internal sealed class StaleClaims(IWorkflowStore store, DurableWorkflowOptions options, TimeProvider time)
{
    public const int BatchSize = 500;

    public Task<IReadOnlyList<StaleInstance>> NextAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        return store.ClaimStaleAsync(now, Staleness.Coarse(now, options.StaleAfter), BatchSize, cancellationToken);
    }
}
