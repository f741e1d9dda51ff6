using Workflows.Contracts;
using Workflows.Dashboard.Services.Nodes;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Finds what a rewind would repeat.</summary>
internal static class RewindPreview
{
    /// <summary>Entries that say that something was finished at a node.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["StepCompleted", "SleepElapsed", "EventReceived", "WaitTimedOut", "BranchChosen"];

    /// <returns>Nodes that can be reached from the node, itself included, and where something was finished before; in the order of the definition.</returns>
    public static IReadOnlyList<WorkflowNodeView> Repeated(WorkflowDefinitionView definition, string node, IEnumerable<WorkflowJournalEntry> happened)
    {
        var reached = Reachable.From(definition, node);
        var finished = happened.Where(entry => Kinds.Contains(entry.Kind)).Select(entry => entry.Node).ToHashSet(StringComparer.Ordinal);
        return [.. definition.Nodes.Where(known => reached.Contains(known.Name) && finished.Contains(known.Name))];
    }

    /// <summary>What happens again at a node.</summary>
    public static string Again(WorkflowNodeView node) => NodeTexts.Of(node).Again;

    /// <summary>Nodes that one can go back to: of those that the definition has, those that the instance has passed, and where it stands.</summary>
    public static IReadOnlyList<string> Nodes(WorkflowDefinitionView? definition, IReadOnlyList<string> passed) =>
        [.. (definition?.Nodes ?? []).Where(node => !NodeKinds.Of(node).IsOnlyDrawn && passed.Contains(node.Name)).Select(node => node.Name)];
}
