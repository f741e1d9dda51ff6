using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
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

    private Task<WorkflowOperationAccepted> CommandAsync(BulkBatch batch, Guid id, Guid commandId, CancellationToken cancellationToken) => batch.Operation switch
    {
        WorkflowBulkOperation.Pause =>
            commands.RepeatAsync(new PauseWorkflow { InstanceId = id, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        WorkflowBulkOperation.Resume =>
            commands.RepeatAsync(new ResumeWorkflow { InstanceId = id, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        WorkflowBulkOperation.Cancel =>
            commands.RepeatAsync(new CancelWorkflow { InstanceId = id, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        WorkflowBulkOperation.Retry =>
            commands.RepeatAsync(new RetryWorkflow { InstanceId = id, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        WorkflowBulkOperation.Skip =>
            commands.RepeatAsync(new SkipWorkflowStep { InstanceId = id, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        WorkflowBulkOperation.SendEvent when batch is { EventType: { } type, EventBody: { } body } =>
            commands.RepeatAsync(new SendWorkflowEvent { InstanceId = id, EventId = commandId, MessageType = type, Body = body, Actor = batch.Actor, Reason = batch.Reason, JobId = batch.JobId }, commandId, cancellationToken),
        _ => throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"This process knows no operation {(int)batch.Operation} on many instances. Deploy the version that accepted the job."),
    };
}
