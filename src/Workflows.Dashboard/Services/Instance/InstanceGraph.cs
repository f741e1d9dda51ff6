using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Nodes;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;
using Workflows.Dashboard.Services.Timelines;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>The definition of an instance with what happened at each node.</summary>
internal static class InstanceGraph
{
    public static GraphModel Of(WorkflowDefinitionView definition, WorkflowSummary instance, IReadOnlyList<Lane> lanes)
    {
        var byNode = lanes.ToDictionary(lane => lane.Node, StringComparer.Ordinal);
        var kinds = definition.Nodes.DistinctBy(node => node.Name).ToDictionary(node => node.Name, NodeKinds.Of, StringComparer.Ordinal);
        bool IsEnd(string node) => kinds.GetValueOrDefault(node)?.EndsAs is not null;
        bool IsGone(WorkflowEdgeView edge) => IsPassed(kinds.GetValueOrDefault(edge.From) ?? NodeKinds.Of(edge.From), instance) || byNode.GetValueOrDefault(edge.From)?.Ways.Contains(edge.Label ?? "") == true;
        bool IsTaken(WorkflowEdgeView edge) => IsGone(edge) && (IsEnd(edge.To) ? kinds[edge.To].EndsAs == instance.Status : byNode.ContainsKey(edge.To));
        var ended = definition.Edges.Where(edge => IsEnd(edge.To) && IsTaken(edge)).Select(edge => edge.To).ToHashSet(StringComparer.Ordinal);
        return GraphBuilder.Build(definition, node => Node(node, instance, byNode.GetValueOrDefault(node.Name), ended.Contains(node.Name)), IsTaken);
    }

    private static GraphNode Node(WorkflowNodeView node, WorkflowSummary instance, Lane? lane, bool isEnded)
    {
        var kind = NodeKinds.Of(node);
        var isPassed = IsPassed(kind, instance) || isEnded;
        var drawn = new GraphNode { Name = node.Name, Kind = kind, Address = lane is null ? null : Address.With(Address.Instance(instance.InstanceId), ("tab", "journal"), ("step", node.Name)) };
        return lane is null
            ? drawn with { Tone = isPassed ? kind.EndsAs == WorkflowStatus.Failed ? NodeTone.Failed : NodeTone.Ok : NodeTone.None, Note = isPassed ? null : NodeTexts.Of(node).Ahead(node) }
            : drawn with { Tone = ToneOf(lane), Note = NoteOf(node, lane), IsHere = lane.Outcome is LaneOutcome.Here or LaneOutcome.Faulted };
    }

    private static NodeTone ToneOf(Lane lane) => (lane.Outcome, lane.Last?.Kind) switch
    {
        (LaneOutcome.Done, _) => NodeTone.Ok,
        (LaneOutcome.Skipped or LaneOutcome.Left, _) => NodeTone.Off,
        (LaneOutcome.TimedOut, _) => NodeTone.Retry,
        (_, SegmentKind.Stopped or SegmentKind.Failed) => NodeTone.Bad,
        (_, SegmentKind.Backoff) => NodeTone.Retry,
        (_, SegmentKind.Wait) => NodeTone.Wait,
        (_, SegmentKind.Held) => NodeTone.Off,
        _ => NodeTone.Run,
    };

    private static string? NoteOf(WorkflowNodeView node, Lane lane)
    {
        var attempts = lane.AttemptCount > 1 ? $" · {lane.AttemptCount} attempts" : "";
        return lane.Outcome switch
        {
            LaneOutcome.Skipped => "skipped" + attempts,
            LaneOutcome.Left => "left" + attempts,
            LaneOutcome.TimedOut => $"timed out after {Ages.Of(lane.Idle)}",
            LaneOutcome.Faulted => lane.AttemptCount > 0 ? $"faulted{attempts}" : "faulted",
            LaneOutcome.Here => Here(lane) + attempts,
            _ => NodeTexts.Of(node).Passed?.Invoke(lane) ?? Ages.Of(lane.Busy) + attempts,
        };
    }

    private static string Here(Lane lane) => lane.Last switch
    {
        { Kind: SegmentKind.Run } run => $"runs for {Ages.Of(run.Length)}",
        { Kind: SegmentKind.Backoff } => "waits to try again",
        { Kind: SegmentKind.Wait } wait => $"waits for {Ages.Of(wait.Length)}",
        { Kind: SegmentKind.Held } held => $"held for {Ages.Of(held.Length)}",
        { } queue => $"queued for {Ages.Of(queue.Length)}",
        null => "here",
    };

    /// <summary>By its kind: a node of the definition may be called as the mark of the beginning is.</summary>
    private static bool IsPassed(NodeKind kind, WorkflowSummary instance) =>
        kind == NodeKinds.Start && instance.Status != WorkflowStatus.Pending;
}
