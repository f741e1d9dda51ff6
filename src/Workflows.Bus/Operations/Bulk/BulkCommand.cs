using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>Commands the operation of a job to one of its instances. The command has the same id every time, so the instance obeys it once.</summary>
internal sealed class BulkCommand(WorkflowCommands commands)
{
    /// <returns>Null: done. Else why it was refused, in a sentence.</returns>
    public async Task<string?> RunAsync(BulkBatch batch, Guid instanceId, CancellationToken cancellationToken)
    {
        try
        {
            await CommandAsync(batch, instanceId, DeterministicId.OfBulkCommand(batch.JobId, instanceId), cancellationToken);
            return null;
        }
        catch (WorkflowRefusedException refused)
        {
            return ErrorText.Clean(refused.Message);
        }
        catch (TransitionRefusedException unstorable)
        {
            return ErrorText.Clean(unstorable.Message);
        }
    }

    private Task<WorkflowOperationAccepted> CommandAsync(BulkBatch batch, Guid id, Guid commandId, CancellationToken cancellationToken)
    {
        var input = new OperationInput(id, batch.Actor, batch.Reason, batch.JobId)
        {
            EventId = commandId,
            Values = new Dictionary<string, string?> { [OperationKinds.EventType.Name] = batch.EventType, [OperationKinds.EventBody.Name] = batch.EventBody },
        };
        if (OperationKinds.Find(batch.Operation) is not { } kind || kind.MissingIn(input) is not null)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"This process knows no operation {(int)batch.Operation} on many instances. Deploy the version that accepted the job.");

        return commands.RepeatAsync(kind.Create(input), commandId, cancellationToken);
    }
}
