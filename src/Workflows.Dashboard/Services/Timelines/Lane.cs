namespace Workflows.Dashboard.Services.Timelines;

/// <summary>Everything that happened at one node, in the order it happened.</summary>
internal sealed record Lane
{
    public required string Node { get; init; }

    public required LaneOutcome Outcome { get; init; }

    public required IReadOnlyList<Segment> Segments { get; init; }

    public Segment? Last => Segments.Count > 0 ? Segments[^1] : null;

    /// <summary>Attempts that began.</summary>
    public int AttemptCount { get; init; }

    /// <summary>How long attempts ran.</summary>
    public TimeSpan Busy => Sum(segment => segment.Kind is SegmentKind.Run or SegmentKind.Failed);

    /// <summary>How long it waited, slept or stood.</summary>
    public TimeSpan Idle => Sum(segment => !segment.IsBusy);

    /// <summary>How long it waited or slept, without the time that a pause held it.</summary>
    public TimeSpan Waited => Sum(segment => segment.Kind == SegmentKind.Wait);

    /// <summary>The ways that were gone from it: the word at an edge; empty, where there is only one.</summary>
    public IReadOnlySet<string> Ways { get; init; } = new HashSet<string>();

    private TimeSpan Sum(Func<Segment, bool> which) =>
        TimeSpan.FromTicks(Segments.Where(which).Sum(segment => segment.Length.Ticks));
}

/// <summary>How a node stands after what happened at it.</summary>
internal enum LaneOutcome
{
    Here,
    Done,
    Skipped,
    TimedOut,
    Faulted,
    Left,
}
