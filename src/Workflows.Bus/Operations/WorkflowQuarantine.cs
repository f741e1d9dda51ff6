using MassTransit;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Operations;

/// <summary>What operators do about rows in quarantine, in every process with the store.</summary>
internal sealed class WorkflowQuarantine(IQuarantineStore store, OperationRecord record, QuarantineWake wake, TimeProvider time) : IWorkflowQuarantine
{
    public const int MaxList = 200;

    public async Task<WorkflowPage<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        if (limit is < 1 or > MaxList)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The limit must be 1 to {MaxList}, but it is {limit}.");

        var rows = await store.ListAsync(filter ?? new WorkflowQuarantineFilter(), CursorText.Parse(after), limit + 1, cancellationToken);
        var items = rows.Take(limit).ToArray();
        return new WorkflowPage<WorkflowQuarantinedRow>(items, rows.Count > limit ? CursorText.Of(items[^1].QuarantinedAt, items[^1].Id) : null);
    }

    public Task<WorkflowQuarantinedRow?> GetAsync(Guid id, CancellationToken cancellationToken = default) => store.FindAsync(id, cancellationToken);

    public async Task<WorkflowQuarantinedRow> ReleaseAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default)
    {
        var by = operation ?? new OperationOptions();
        var row = await record.RefusalsAsync(QuarantineAudit.Released, null, by, async () =>
        {
            try
            {
                return await DoAsync(id, QuarantineAudit.Released, by, store.ReleaseAsync, cancellationToken);
            }
            catch (UnreadableRowException exception)
            {
                throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, exception.Message);
            }
        });
        await wake.ReleasedAsync(row, cancellationToken);
        return row;
    }

    public Task<WorkflowQuarantinedRow> DiscardAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default)
    {
        var by = operation ?? new OperationOptions();
        return record.RefusalsAsync(QuarantineAudit.Discarded, null, by, () => DoAsync(id, QuarantineAudit.Discarded, by, store.DiscardAsync, cancellationToken));
    }

    private async Task<WorkflowQuarantinedRow> DoAsync(Guid id, string what, OperationOptions by, Func<Guid, QuarantineAudit, CancellationToken, Task<bool>> act, CancellationToken cancellationToken)
    {
        var row = await store.FindAsync(id, cancellationToken) ?? throw NotThere(id);
        if (what == QuarantineAudit.Discarded && row.Kind == WorkflowQuarantineKind.Instance)
            throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, "An instance is not discarded from quarantine, for with it would go what it holds. Repair its row and release it.", row.InstanceId);

        var entry = new WorkflowAuditEntry
        {
            At = time.GetUtcNow(),
            Operation = what,
            IsAccepted = true,
            Actor = OperationText.Checked("actor", by.Actor, OperationText.MaxActor),
            Reason = OperationText.Checked("reason", by.Reason, OperationText.MaxReason),
            Outcome = ErrorText.Short($"{row.Kind} {row.SubjectId}: {row.Reason}"),
        };
        return await act(id, new QuarantineAudit(NewId.NextGuid(), entry), cancellationToken) ? row : throw NotThere(id);
    }

    private static WorkflowRefusedException NotThere(Guid id) => new(WorkflowRefusal.Malformed, $"There is nothing in quarantine under {id}. It may have been released or discarded meanwhile.");
}
