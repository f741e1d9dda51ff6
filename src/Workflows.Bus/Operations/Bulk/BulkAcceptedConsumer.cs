using MassTransit;
using Workflows.Contracts;

namespace Workflows.Operations.Bulk;

/// <summary>Wakes this process for a job that was accepted elsewhere.</summary>
internal sealed class BulkAcceptedConsumer(BulkWake wake) : IConsumer<WorkflowBulkAccepted>
{
    public Task Consume(ConsumeContext<WorkflowBulkAccepted> context)
    {
        wake.Ring();
        return Task.CompletedTask;
    }
}
