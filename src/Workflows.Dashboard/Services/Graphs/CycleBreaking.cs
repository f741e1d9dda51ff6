namespace Workflows.Dashboard.Services.Graphs;

/// <summary>Finds the edges that lead back to a node on the way, and turns them round.</summary>
internal static class CycleBreaking
{
    public static void TurnRound(IReadOnlyList<LayoutNode> nodes)
    {
        var seen = new HashSet<LayoutNode>();
        var onTheWay = new HashSet<LayoutNode>();
        foreach (var node in nodes)
            Walk(node, seen, onTheWay);
    }

    /// <summary>With a stack of its own: a definition may be longer than a thread's.</summary>
    private static void Walk(LayoutNode start, HashSet<LayoutNode> seen, HashSet<LayoutNode> onTheWay)
    {
        if (!seen.Add(start))
            return;

        var stack = new Stack<(LayoutNode Node, int Next)>([(start, 0)]);
        onTheWay.Add(start);
        while (stack.TryPop(out var top))
        {
            if (top.Next == top.Node.Edges.Count)
            {
                onTheWay.Remove(top.Node);
                continue;
            }

            stack.Push((top.Node, top.Next + 1));
            var edge = top.Node.Edges[top.Next];
            if (onTheWay.Contains(edge.To))
            {
                edge.IsBack = true;
            }
            else if (seen.Add(edge.To))
            {
                onTheWay.Add(edge.To);
                stack.Push((edge.To, 0));
            }
        }
    }
}
