using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Reads jobs and their instances.</summary>
internal static class BulkLines
{
    public static readonly Expression<Func<BulkInstanceRow, BulkRow>> Row =
        row => new BulkRow(row.Position, new WorkflowBulkRow(row.InstanceId, (WorkflowBulkOutcome)row.Outcome, row.Message, row.At));

    public static StoredBulkJob Job(BulkJobRow row) => new(
        new WorkflowBulkJob
        {
            JobId = row.JobId,
            Operation = (WorkflowBulkOperation)row.Operation,
            EventType = row.EventType,
            Status = (WorkflowBulkStatus)row.Status,
            Search = Unreadable.Or(row.Search, StoredJson.ToSearch, _ => null),
            Failure = row.Failure,
            TotalCount = row.TotalCount,
            DoneCount = row.DoneCount,
            RefusedCount = row.RefusedCount,
            Actor = row.Actor,
            Reason = row.Reason,
            CreatedAt = row.CreatedAt,
            FinishedAt = row.FinishedAt,
        },
        row.Status == (short)WorkflowBulkStatus.Aborted ? new OperationOptions(row.AbortedBy, row.AbortReason) : null);

    /// <summary>Those that come behind a job, latest first.</summary>
    public static IQueryable<BulkJobRow> Behind(this IQueryable<BulkJobRow> rows, ListCursor? after)
    {
        if (after is not { } last)
            return rows;

        var createdAt = last.CreatedAt.ToUniversalTime();
        return rows.Where(row => EF.Functions.LessThan(ValueTuple.Create(row.CreatedAt, row.JobId), ValueTuple.Create(createdAt, last.InstanceId)));
    }
}
