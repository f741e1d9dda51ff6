namespace Workflows.Dashboard.Services.Timelines;

/// <summary>A lane while the journal is read.</summary>
internal sealed class LaneDraft(string node)
{
    public List<Segment> Segments { get; } = [];

    public LaneOutcome Outcome { get; set; } = LaneOutcome.Here;

    public Lane ToLane() => new()
    {
        Node = node,
        Outcome = Outcome,
        Segments = [.. Segments.Where(segment => segment.Length > TimeSpan.Zero || segment.IsOpen)],
        AttemptCount = Segments.Count(segment => segment.Kind is SegmentKind.Run or SegmentKind.Failed),
    };
}
