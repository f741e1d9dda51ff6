namespace Workflows.Contracts;

/// <summary>What a process works with, and what of it does not fit together.</summary>
public sealed record WorkflowInstallation
{
    /// <summary>When it was looked at (UTC); null: not yet.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Name of the process in the journal.</summary>
    public required string Worker { get; init; }

    /// <summary>The store that was asked for, such as UsePostgres.</summary>
    public required string Store { get; init; }

    /// <summary>Address of the bus, without credentials; null: unknown.</summary>
    public string? Bus { get; init; }

    /// <summary>Names and versions of the workflows that are registered in the process.</summary>
    public IReadOnlyList<string> Workflows { get; init; } = [];

    /// <summary>What is wrong, the worst first. Empty: nothing.</summary>
    public IReadOnlyList<WorkflowFinding> Findings { get; init; } = [];
}
