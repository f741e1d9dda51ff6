using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Nodes;

/// <summary>Walks along the edges of a definition.</summary>
internal static class Reachable
{
    /// <returns>The node, and all that can be come to from it.</returns>
    public static IReadOnlySet<string> From(WorkflowDefinitionView definition, string node)
    {
        var next = definition.Edges.ToLookup(edge => edge.From, edge => edge.To, StringComparer.Ordinal);
        var reached = new HashSet<string>(StringComparer.Ordinal) { node };
        var open = new Stack<string>(reached);
        while (open.TryPop(out var at))
        {
            foreach (var to in next[at].Where(reached.Add))
                open.Push(to);
        }

        return reached;
    }
}
