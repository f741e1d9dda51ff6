using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>
/// Records what people tried and were refused: no journal tells of it. What nobody put a name to is not recorded.
/// </summary>
internal sealed class OperationRecord(IAuditStore store, TimeProvider time, ILogger<OperationRecord> logger)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(5);

    public Task<T> RefusalsAsync<T>(Guid commandId, IWorkflowOperation command, Func<Task<T>> run) =>
        RefusalsAsync(commandId, run, new WorkflowAuditEntry
        {
            At = default,
            Operation = OperationKinds.Of(command).Name,
            IsAccepted = false,
            Actor = command.Actor,
            Reason = command.Reason,
            InstanceId = command.InstanceId,
            JobId = command.JobId,
        });

    public Task<T> RefusalsAsync<T>(Guid commandId, StartWorkflow command, Func<Task<T>> run) =>
        RefusalsAsync(commandId, run, new WorkflowAuditEntry
        {
            At = default,
            Operation = "Start",
            IsAccepted = false,
            Actor = command.Actor,
            Reason = command.Reason,
            Workflow = command.Workflow,
            Key = command.Key,
        });

    /// <param name="operation">The operation on many instances.</param>
    /// <param name="jobId">The job it is about; null: there is none yet.</param>
    /// <param name="by">Who, and why.</param>
    /// <param name="run">Does it, or refuses.</param>
    public Task<T> RefusalsAsync<T>(string operation, Guid? jobId, OperationOptions by, Func<Task<T>> run) =>
        RefusalsAsync(NewId.NextGuid(), run, new WorkflowAuditEntry { At = default, Operation = operation, IsAccepted = false, Actor = by.Actor, Reason = by.Reason, JobId = jobId });

    private async Task<T> RefusalsAsync<T>(Guid commandId, Func<Task<T>> run, WorkflowAuditEntry entry)
    {
        try
        {
            return await ReadableAsync(run);
        }
        catch (WorkflowRefusedException refused)
        {
            await WriteAsync(commandId, entry with { At = time.GetUtcNow(), Outcome = refused.Message, InstanceId = entry.InstanceId ?? refused.InstanceId });
            throw;
        }
    }

    /// <summary>Nothing can be commanded to an instance whose row cannot be read.</summary>
    private static async Task<T> ReadableAsync<T>(Func<Task<T>> run)
    {
        try
        {
            return await run();
        }
        catch (UnreadableRowException exception) when (exception.InstanceId is not null)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, exception.Message, exception.InstanceId);
        }
    }

    /// <summary>The answer is more important than the record of it: without the store it is given all the same.</summary>
    private async Task WriteAsync(Guid id, WorkflowAuditEntry entry)
    {
        if (string.IsNullOrWhiteSpace(entry.Actor))
            return;

        using var patience = new CancellationTokenSource(_patience, time);
        try
        {
            await store.RecordAsync(id, Storable(entry), patience.Token);
        }
        catch (Exception exception)
        {
            RuntimeLog.OperationNotRecorded(logger, entry.Operation, entry.Actor, exception);
        }
    }

    /// <summary>What was refused may be refused because it is none of this.</summary>
    private static WorkflowAuditEntry Storable(WorkflowAuditEntry entry) => entry with
    {
        Actor = Cut(entry.Actor, OperationText.MaxActor),
        Reason = Cut(entry.Reason, OperationText.MaxReason),
        Outcome = Cut(entry.Outcome, OperationText.MaxReason),
        Workflow = Cut(entry.Workflow, OperationText.MaxActor),
        Key = Cut(entry.Key, OperationText.MaxActor),
    };

    private static string? Cut(string? text, int length) => text is null ? null : ErrorText.Clean(text.Length <= length ? text : text[..length]);
}
