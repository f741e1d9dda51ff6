namespace Workflows.Dashboard.Services.Timelines;

/// <summary>A lane while the journal is read.</summary>
internal sealed class LaneDraft(string node)
{
    public List<Segment> Segments { get; } = [];

    public LaneOutcome Outcome { get; set; } = LaneOutcome.Here;

    public HashSet<string> Ways { get; } = new(StringComparer.Ordinal);

    public Lane ToLane() => new()
    {
        Node = node,
        Outcome = Outcome,
        Ways = Ways,
        Segments = [.. Segments.Where(segment => segment.Length > TimeSpan.Zero || segment.IsOpen)],
        AttemptCount = Segments.Count(segment => segment.Kind is SegmentKind.Run or SegmentKind.Failed),
    };
}
