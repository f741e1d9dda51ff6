using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Definition.Export;

namespace Workflows.Compilation;

/// <summary>A wait that listens otherwise than one of its name did before, for the events that it still is for. What an earlier release did not store counts as the same.</summary>
internal sealed record WaitDifference(string Wait, IReadOnlyList<string> Changes)
{
    /// <returns>Null: it listens as before.</returns>
    public static WaitDifference? Between(WorkflowNodeView before, WorkflowNodeView now)
    {
        var changes = Rekeyed(before, now).Concat(Added(before, now)).ToArray();
        return before.Kind != now.Kind || changes.Length == 0 ? null : new WaitDifference(now.Name, changes);
    }

    public override string ToString() => $"'{Wait}' ({string.Join(", ", Changes)})";

    private static IEnumerable<string> Rekeyed(WorkflowNodeView before, WorkflowNodeView now) =>
        from old in before.Correlations
        from one in now.Correlations
        where one.EventType == old.EventType && CorrelationText.Plain(one.By) != CorrelationText.Plain(old.By)
        select $"{MessageName.ShortOf(one.EventType)}: {one.By}, before: {old.By}";

    private static IEnumerable<string> Added(WorkflowNodeView before, WorkflowNodeView now) =>
        before.EventTypes.Count == 0 ? [] : EventNames.Of(now).Except(EventNames.Of(before), StringComparer.Ordinal).Select(name => $"{MessageName.ShortOf(name)} as well");
}
