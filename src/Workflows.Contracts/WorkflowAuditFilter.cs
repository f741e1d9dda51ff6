namespace Workflows.Contracts;

/// <summary>Which operations to list. Every condition that is set must hold.</summary>
public sealed record WorkflowAuditFilter
{
    /// <summary>Who: the whole name, or its beginning when it ends in <c>*</c>.</summary>
    public string? Actor { get; init; }

    /// <summary>What, as <see cref="WorkflowAuditEntry.Operation"/> names it.</summary>
    public string? Operation { get; init; }

    /// <summary>The instance.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>The job.</summary>
    public Guid? JobId { get; init; }

    /// <summary>At or after (UTC).</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Before (UTC).</summary>
    public DateTimeOffset? Before { get; init; }
}
