using Workflows.Contracts;

namespace Workflows.Compilation;

/// <summary>Definitions that stood under the same name and version before: instances that began with them may stand anywhere in them.</summary>
internal static class FormerDefinitions
{
    private const int Most = 5;

    /// <param name="current">The definition that is to be registered.</param>
    /// <param name="stored">What is stored under its name and version; null: nothing.</param>
    /// <param name="now">When it takes the place of another; two of them never have one time.</param>
    /// <returns>It, with those that stood in its place.</returns>
    public static WorkflowDefinitionView With(WorkflowDefinitionView current, WorkflowDefinitionView? stored, DateTimeOffset now)
    {
        var changedAt = stored?.ChangedAt;
        if (stored is not null && !IsSame(stored, current))
            changedAt = changedAt >= now ? changedAt.Value.AddMilliseconds(1) : now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMillisecond));

        return current with { Former = Of(current, stored), ChangedAt = changedAt };
    }

    /// <param name="current">The definition that is to be registered.</param>
    /// <param name="stored">What is stored under its name and version; null: nothing.</param>
    /// <returns>Those that differ from it, the latest first, each once.</returns>
    public static IReadOnlyList<WorkflowDefinitionView> Of(WorkflowDefinitionView current, WorkflowDefinitionView? stored)
    {
        var former = new List<WorkflowDefinitionView>();
        foreach (var definition in stored is null ? [] : stored.Former.Prepend(stored with { Former = [] }))
        {
            if (former.Count < Most && !IsSame(definition, current) && !former.Exists(known => IsSame(known, definition)))
                former.Add(definition);
        }

        return former;
    }

    /// <summary>Whether an instance of the one can stand anywhere in the other just as well. Labels are for people.</summary>
    public static bool IsSame(WorkflowDefinitionView left, WorkflowDefinitionView right) =>
        left.Nodes.Select(TextOf).SequenceEqual(right.Nodes.Select(TextOf)) && left.Edges.ToHashSet().SetEquals(right.Edges)
        && left.Nodes.Zip(right.Nodes).All(pair => WaitDifference.Between(pair.First, pair.Second) is null);

    private static string TextOf(WorkflowNodeView node) => $"{node.Name}\n{node.Kind}\n{string.Join('\n', EventNames.Of(node))}";
}
