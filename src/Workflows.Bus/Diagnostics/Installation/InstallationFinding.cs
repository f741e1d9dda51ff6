using Workflows.Contracts;

namespace Workflows.Diagnostics.Installation;

/// <summary>One thing that is wrong with this installation.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Severity">How bad it is.</param>
/// <param name="Text">Sentences, without secrets: what was expected, what was found, what to do.</param>
internal sealed record InstallationFinding(WorkflowFindingKind Kind, WorkflowFindingSeverity Severity, string Text)
{
    /// <summary>Name of the workflow that it is about; null: of none alone.</summary>
    public string? Workflow { get; init; }

    /// <summary>The version that it is about.</summary>
    public int? Version { get; init; }

    /// <summary>How many open instances it touches; null: unknown, or it is not about instances.</summary>
    public long? Count { get; init; }

    /// <summary>No application is meant to run with it: the process stops, whether or not it refuses findings of the kind.</summary>
    public bool IsRefused { get; init; }

    public static InstallationFinding Warning(WorkflowFindingKind kind, string text) => new(kind, WorkflowFindingSeverity.Warning, text);

    public static InstallationFinding Error(WorkflowFindingKind kind, string text) => new(kind, WorkflowFindingSeverity.Error, text);
}
