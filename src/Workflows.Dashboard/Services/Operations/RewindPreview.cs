using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Finds what a rewind would repeat.</summary>
internal static class RewindPreview
{
    /// <returns>Steps that can be reached from the node, itself included, and have completed before; in the order of the definition.</returns>
    public static IReadOnlyList<string> Repeated(WorkflowDefinitionView definition, string node, IEnumerable<WorkflowJournalEntry> completions)
    {
        var next = definition.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal) { node };
        var open = new Stack<string>(reached);
        while (open.TryPop(out var at))
        {
            foreach (var to in next[at].Where(reached.Add))
                open.Push(to);
        }

        var completed = completions.Where(entry => entry.Kind == "StepCompleted").Select(entry => entry.Node).ToHashSet(StringComparer.Ordinal);
        return [.. definition.Nodes.Select(known => known.Name).Where(name => reached.Contains(name) && completed.Contains(name))];
    }

    /// <summary>Nodes that one can go back to.</summary>
    public static IReadOnlyList<string> Nodes(WorkflowDefinitionView? definition) =>
        [.. (definition?.Nodes ?? []).Where(node => node.Kind is not ("Start" or "End")).Select(node => node.Name)];
}
