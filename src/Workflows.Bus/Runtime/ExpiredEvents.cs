using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Drops events that nobody came for within their window, and says so.</summary>
internal sealed class ExpiredEvents(IWorkflowStore store, WorkflowMetrics metrics, TimeProvider time, ILogger<ExpiredEvents> logger)
{
    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        var count = await store.PurgeParkedAsync(time.GetUtcNow(), cancellationToken);
        if (count == 0)
            return;

        metrics.EventsUnmatched(count);
        RuntimeLog.EventsExpired(logger, count);
    }
}
