using System.Linq.Expressions;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Reads the narrow columns of an instance as a line of a list.</summary>
internal static class SummaryLine
{
    /// <summary>Runs in the database up to the tags, which are read here.</summary>
    public static readonly Expression<Func<InstanceRow, WorkflowSummary>> Read = row => new WorkflowSummary
    {
        InstanceId = row.InstanceId,
        Workflow = row.Workflow,
        Version = row.Version,
        Status = (WorkflowStatus)row.Status,
        CurrentNode = row.CurrentNode,
        WaitingFor = row.WaitingFor,
        DueAt = row.DueAt,
        Attempt = row.Attempt,
        Key = row.Key,
        Tags = StoredJson.ToTags(row.Tags),
        ErrorType = row.ErrorType,
        ErrorMessage = row.ErrorMessage,
        Revision = row.Revision,
        CreatedAt = row.CreatedAt,
        UpdatedAt = row.UpdatedAt,
        InNodeSince = row.NodeSince,
        FinishedAt = row.FinishedAt,
    };
}
