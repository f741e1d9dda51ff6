namespace Workflows.Contracts;

/// <summary>Which instances to find, beyond what a list for programs offers. Every condition that is set must hold.</summary>
public sealed record WorkflowSearch
{
    /// <summary>Status, workflow, version, key, tags, time of acceptance. Default: no condition.</summary>
    public WorkflowFilter Filter { get; init; } = new();

    /// <summary>
    /// Words of a person: the id, or its first eight digits or more; the beginning of the key; the value of a tag, or its name and value as <c>name=value</c>; or
    /// words that all occur in type and message of the last error. Case does not matter but for tags.
    /// </summary>
    public string? Text { get; init; }

    /// <summary>Name of the node that a branch stands at.</summary>
    public string? Node { get; init; }

    /// <summary>Event type that a branch waits for: its URN, or its full name with namespace.</summary>
    public string? WaitingFor { get; init; }

    /// <summary>Fingerprint of the failure that it stands open with.</summary>
    public string? Fingerprint { get; init; }

    /// <summary>Has not ended, and has not changed since (UTC): it may be stuck.</summary>
    public DateTimeOffset? UnchangedSince { get; init; }

    /// <summary>
    /// As they were at that time (UTC): accepted at or before it and, where it is Faulted, not changed after it. So a group that grows while somebody
    /// looks at it does not grow under an operation. Default: now.
    /// </summary>
    public DateTimeOffset? Cutoff { get; init; }

    /// <summary>Order of the rows. Default: newest first.</summary>
    public WorkflowSearchOrder Order { get; init; }
}
