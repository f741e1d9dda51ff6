namespace Workflows.Dashboard.Services.Timelines;

/// <summary>A branch on its way through a node while the journal is read.</summary>
internal sealed class OpenBranch(string node, SegmentKind phase, DateTimeOffset since, DateTimeOffset? dueAt)
{
    public string Node { get; } = node;

    public SegmentKind Phase { get; private set; } = phase;

    public DateTimeOffset Since { get; private set; } = since;

    /// <summary>When the pending attempt is due.</summary>
    public DateTimeOffset? DueAt { get; private set; } = dueAt;

    /// <summary>When the running attempt began.</summary>
    public DateTimeOffset? StartedAt { get; set; }

    /// <summary>What it did when a pause held it, and goes on with behind it; null: no pause holds it.</summary>
    public (SegmentKind Phase, DateTimeOffset? DueAt)? HeldFrom { get; private set; }

    /// <summary>A pause holds it, where it waits for a time or an event.</summary>
    public void Hold(DateTimeOffset at)
    {
        var before = (Phase, DueAt);
        Enter(SegmentKind.Held, at);
        HeldFrom = before;
    }

    /// <summary>It goes on with what it did before the pause, or goes out.</summary>
    public void LetGo(DateTimeOffset at)
    {
        if (HeldFrom is var (phase, dueAt))
            Enter(phase, at, dueAt);
        else
            Enter(SegmentKind.Queue, at);
    }

    public void Enter(SegmentKind phase, DateTimeOffset since, DateTimeOffset? dueAt = null) =>
        (Phase, Since, DueAt, StartedAt, HeldFrom) = (phase, since, dueAt, null, null);

    /// <summary>What it did until an attempt began.</summary>
    public IEnumerable<Segment> Until(DateTimeOffset at, bool isOpen = false)
    {
        if (Phase == SegmentKind.Backoff && DueAt is { } due && due < at)
        {
            yield return new Segment(SegmentKind.Backoff, Since, due);
            yield return new Segment(SegmentKind.Queue, due, at, isOpen);
        }
        else if (at >= Since)
        {
            yield return new Segment(Phase, Since, at, isOpen);
        }
    }

    /// <summary>What it did until now, while it goes on.</summary>
    public IEnumerable<Segment> UntilNow(DateTimeOffset now) => StartedAt is { } startedAt
        ? Until(startedAt).Append(new Segment(SegmentKind.Run, startedAt, Later(startedAt, now), IsOpen: true))
        : Until(Later(Since, now), isOpen: true);

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
