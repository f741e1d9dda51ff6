using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;
using Workflows.Dashboard.Services.Timelines;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>The definition of an instance with what happened at each node.</summary>
internal static class InstanceGraph
{
    public static GraphModel Of(WorkflowDefinitionView definition, WorkflowSummary instance, IReadOnlyList<Lane> lanes)
    {
        var byNode = lanes.ToDictionary(lane => lane.Node, StringComparer.Ordinal);
        bool Reached(string node) => byNode.ContainsKey(node) || IsPassed(node, instance);
        return GraphBuilder.Build(
            definition,
            node => Node(node, instance, byNode.GetValueOrDefault(node.Name)),
            edge => Reached(edge.From) && Reached(edge.To) && byNode.GetValueOrDefault(edge.From)?.Outcome is not (LaneOutcome.Here or LaneOutcome.Faulted));
    }

    private static GraphNode Node(WorkflowNodeView node, WorkflowSummary instance, Lane? lane)
    {
        var isPassed = IsPassed(node.Name, instance) || IsPassedEnd(node, instance);
        var drawn = new GraphNode { Name = node.Name, Kind = node.Kind, Address = lane is null ? null : Address.With(Address.Instance(instance.InstanceId), ("tab", "journal"), ("step", node.Name)) };
        return lane is null
            ? drawn with { Tone = isPassed ? NodeTone.Ok : NodeTone.None, Note = isPassed ? null : Planned(node) }
            : drawn with { Tone = ToneOf(lane), Note = NoteOf(node, lane), IsHere = lane.Outcome is LaneOutcome.Here or LaneOutcome.Faulted };
    }

    private static string? Planned(WorkflowNodeView node) => node.Kind switch
    {
        "Start" or "End" => null,
        "Step" => "not reached",
        _ => NodeLabel.Of(node) ?? "not reached",
    };

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
        return (lane.Outcome, node.Kind) switch
        {
            (LaneOutcome.Skipped, _) => "skipped" + attempts,
            (LaneOutcome.Left, _) => "left" + attempts,
            (LaneOutcome.TimedOut, _) => $"timed out after {Ages.Of(lane.Idle)}",
            (LaneOutcome.Faulted, _) => lane.AttemptCount > 0 ? $"faulted{attempts}" : "faulted",
            (LaneOutcome.Here, _) => Here(lane) + attempts,
            (_, "Decision") => "decided",
            (_, "Sleep" or "Wait") => $"waited {Ages.Of(lane.Idle)}",
            _ => Ages.Of(lane.Busy) + attempts,
        };
    }

    private static string Here(Lane lane) => lane.Last switch
    {
        { Kind: SegmentKind.Run } run => $"runs for {Ages.Of(run.Length)}",
        { Kind: SegmentKind.Backoff } => "waits to try again",
        { Kind: SegmentKind.Wait } wait => $"waits for {Ages.Of(wait.Length)}",
        { Kind: SegmentKind.Held } => "held",
        { } queue => $"queued for {Ages.Of(queue.Length)}",
        null => "here",
    };

    private static bool IsPassed(string node, WorkflowSummary instance) =>
        node == "Start" && instance.Status != WorkflowStatus.Pending;

    private static bool IsPassedEnd(WorkflowNodeView node, WorkflowSummary instance) =>
        node.Kind == "End" && instance.Status == WorkflowStatus.Completed;
}
