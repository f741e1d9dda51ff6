namespace Workflows.Contracts;

/// <summary>Which entries of a journal to find. Every condition that is set must hold.</summary>
public sealed record WorkflowJournalSearch
{
    /// <summary>Any of these kinds: <c>StepFailed</c>, <c>EventReceived</c>. Default: all.</summary>
    public IReadOnlyList<string> Kinds { get; init; } = [];

    /// <summary>Name of the node it happened at.</summary>
    public string? Node { get; init; }

    /// <summary>Text that occurs in its node, actor, reason, error or detail. Case does not matter.</summary>
    public string? Text { get; init; }

    /// <summary>Latest entry first. Default: earliest first.</summary>
    public bool LatestFirst { get; init; }
}
