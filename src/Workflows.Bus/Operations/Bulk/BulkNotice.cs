using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>
/// Tells of jobs: this process, where it works on instances, else whichever does. A job that nobody is told of is found at the next look.
/// </summary>
internal sealed class BulkNotice(BulkWake wake, EndpointReadiness readiness, BusSender sender, TimeProvider time, ILogger<BulkNotice> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public async Task AcceptedAsync(WorkflowBulkJob job, CancellationToken cancellationToken)
    {
        BulkLog.Accepted(logger, job.JobId, job.Operation, job.TotalCount, job.Actor);
        if (wake.IsHeard)
            wake.Ring();
        else if (readiness.IsReady)
            await PublishAsync(job.JobId, cancellationToken);
    }

    public void Aborted(WorkflowBulkJob job, OperationOptions by) =>
        BulkLog.Aborted(logger, job.JobId, by.Actor, job.DoneCount + job.RefusedCount, job.TotalCount);

    private async Task PublishAsync(Guid jobId, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await sender.PublishOnceAsync(new WorkflowBulkAccepted(jobId), either.Token);
        }
        catch (Exception exception)
        {
            BulkLog.NobodyTold(logger, jobId, exception);
        }
    }
}
