using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>What a program says of all of its instances.</summary>
internal sealed class ProgramTerms
{
    public required WorkflowIdentity Identity { get; init; }

    public required Type StateType { get; init; }

    /// <summary>Name of the node at which an instance stands that is to begin later.</summary>
    public required string FirstNode { get; init; }

    public UniqueKey? Unique { get; init; }

    /// <summary>How long an instance may run; null: for ever.</summary>
    public TimeSpan? Timeout { get; init; }

    public TimeoutAction TimeoutAction { get; init; }

    /// <summary>They hold for steps that have none of their own for an error.</summary>
    public IReadOnlyList<ErrorRule> ErrorRules { get; init; } = [];

    /// <summary>Every wait that is declared, wherever it stands.</summary>
    public IReadOnlyList<ProgramWait> Waits { get; init; } = [];
}
