using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What a person is told before an operation, and what it takes.</summary>
internal sealed record OperationModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required OperationKind Kind { get; init; }

    public required WorkflowSummary Instance { get; init; }

    /// <summary>Names the thing: "Cancel order-18423".</summary>
    public required string Title { get; init; }

    /// <summary>What comes of it, a sentence each.</summary>
    public required IReadOnlyList<string> Consequences { get; init; }

    /// <summary>What is said of the operation.</summary>
    public required OperationText Text { get; init; }

    /// <summary>Parts of the address that were left out, and why.</summary>
    public IReadOnlyList<string> Faults { get; init; } = [];

    /// <summary>Why it cannot be done now; null: it can.</summary>
    public required string? WhyNot { get; init; }

    /// <summary>
    /// The node that the operation is about as it is shown, and comes back with the form: somebody else may have moved the instance meanwhile. Null: it is about no node.
    /// </summary>
    public string? About { get; init; }

    /// <summary>Why its definition, and with it what there is to choose from, could not be read; null: it was, or nothing is chosen.</summary>
    public string? DefinitionError { get; init; }

    /// <summary>Places to choose from, where several stand on an error.</summary>
    public IReadOnlyList<string> Places { get; init; } = [];

    /// <summary>Nodes to choose from, for a rewind.</summary>
    public IReadOnlyList<string> Nodes { get; init; } = [];

    /// <summary>The chosen node.</summary>
    public string? Node { get; init; }

    /// <summary>What lies behind the chosen node and has happened before, and would happen again.</summary>
    public IReadOnlyList<WorkflowNodeView> Repeated { get; init; } = [];

    /// <summary>Events to choose from, for sending one.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    public string? EventType { get; init; }

    /// <summary>Fields of the event; empty: it is written as JSON.</summary>
    public IReadOnlyList<ShapeField> Fields { get; init; } = [];

    /// <summary>What stands in the form before anybody has written, by input.</summary>
    public IReadOnlyDictionary<string, string> Given { get; init; } = new Dictionary<string, string>();
}
