namespace Workflows.Contracts;

/// <summary>One thing that is wrong with an installation.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">Sentences: what was expected, what was found, what to do.</param>
public sealed record WorkflowFinding(WorkflowFindingKind Kind, WorkflowFindingSeverity Severity, string Text)
{
    /// <summary>Name of the workflow that it is about; null: of none alone.</summary>
    public string? Workflow { get; init; }

    /// <summary>The version that it is about.</summary>
    public int? Version { get; init; }

    /// <summary>How many open instances it touches; null: unknown, or it is not about instances.</summary>
    public long? Count { get; init; }
}
