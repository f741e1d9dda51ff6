using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>An operation on many instances, and how far it is.</summary>
[Description("An operation on many instances, and how far it is.")]
internal sealed record BulkJob
{
    public BulkJob(WorkflowBulkJob job, WorkflowBulkStanding? standing = null)
    {
        Standing = standing is null ? null : new BulkStanding(standing.ByStatus, standing.GoneCount, standing.IsCapped);
        JobId = job.JobId;
        Operation = job.Operation;
        EventType = job.EventType;
        Status = job.Status;
        Search = job.Search is null ? null : new BulkSearch(job.Search);
        Failure = job.Failure;
        TotalCount = job.TotalCount;
        DoneCount = job.DoneCount;
        RefusedCount = job.RefusedCount;
        Actor = job.Actor;
        Reason = job.Reason;
        CreatedAt = job.CreatedAt;
        FinishedAt = job.FinishedAt;
    }

    [Description("The job.")]
    public Guid JobId { get; }

    [Description("What it does.")]
    public WorkflowBulkOperation Operation { get; }

    [Description("Type of the event that it sends; absent where it sends none.")]
    public string? EventType { get; }

    [Description("Where it stands.")]
    public WorkflowBulkStatus Status { get; }

    [Description("The search that fixed its instances; absent where they were named one by one.")]
    public BulkSearch? Search { get; }

    [Description("What its instances failed with when it was accepted; absent where the search names no failure.")]
    public string? Failure { get; }

    [Description("How many instances it has.")]
    public long TotalCount { get; }

    [Description("How many have obeyed. What came of them since is told by 'standing'.")]
    public long DoneCount { get; }

    [Description("How many were refused or gone.")]
    public long RefusedCount { get; }

    [Description("Where those that have obeyed stand now; only of a job by itself.")]
    public BulkStanding? Standing { get; }

    [Description("Who.")]
    public string? Actor { get; }

    [Description("Why.")]
    public string? Reason { get; }

    [Description("When it was accepted.")]
    public DateTimeOffset CreatedAt { get; }

    [Description("When it ended.")]
    public DateTimeOffset? FinishedAt { get; }
}
