namespace Workflows.Contracts;

/// <summary>An operation on many instances, and how far it is.</summary>
public sealed record WorkflowBulkJob
{
    /// <summary>The job.</summary>
    public required Guid JobId { get; init; }

    /// <summary>What it does.</summary>
    public required WorkflowBulkOperation Operation { get; init; }

    /// <summary>Type of the event that it sends, as it was given; null: it sends none.</summary>
    public string? EventType { get; init; }

    /// <summary>Where it stands.</summary>
    public required WorkflowBulkStatus Status { get; init; }

    /// <summary>The search that fixed its instances; null: they were named one by one.</summary>
    public WorkflowSearch? Search { get; init; }

    /// <summary>What its instances failed with when it was accepted, where its search names a failure: a <see cref="WorkflowFailure.Summary"/>; null: it names none.</summary>
    public string? Failure { get; init; }

    /// <summary>How many instances it has.</summary>
    public required long TotalCount { get; init; }

    /// <summary>How many have obeyed. What came of them since is another matter: <see cref="IWorkflowBulk.GetStandingAsync"/>.</summary>
    public long DoneCount { get; init; }

    /// <summary>How many were refused or gone.</summary>
    public long RefusedCount { get; init; }

    /// <summary>Who.</summary>
    public string? Actor { get; init; }

    /// <summary>Why.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was accepted (UTC).</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended (UTC).</summary>
    public DateTimeOffset? FinishedAt { get; init; }
}
