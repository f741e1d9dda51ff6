using Workflows.Contracts;
using Workflows.Dashboard.Services.Journal;

namespace Workflows.Dashboard.Services.Timelines;

/// <summary>Reads a journal, oldest entry first, and says what happened at each node.</summary>
internal sealed class TimelineBuilder
{
    private readonly Dictionary<int, OpenBranch> _open = [];

    private readonly Dictionary<string, LaneDraft> _lanes = new(StringComparer.Ordinal);

    private readonly List<LaneDraft> _order = [];

    public static IReadOnlyList<Lane> Build(IReadOnlyList<WorkflowJournalEntry> entries, IReadOnlyList<WorkflowToken> tokens, DateTimeOffset now)
    {
        var builder = new TimelineBuilder();
        foreach (var entry in entries)
            builder.Read(entry);

        foreach (var token in tokens)
            builder.Stand(token, now);

        return [.. builder._order.Select(lane => lane.ToLane())];
    }

    private void Read(WorkflowJournalEntry entry)
    {
        var detail = JournalDetail.Of(entry);
        switch (entry.Kind)
        {
            case "StepStarted" when Branch(entry) is { } started:
                started.StartedAt = detail.StartedAt ?? entry.At;
                break;
            case "StepCompleted" or "StepFailed" or "StepReattempted" or "StepLost" or "StepSkipped":
                ReadAttempt(entry, detail);
                break;
            case "SleepElapsed" or "EventReceived" or "WaitTimedOut" or "WorkflowStarted" when entry.Node is not null:
                Add(entry.Node, entry.Token is null ? [] : Branch(entry)?.Until(entry.At), entry.Kind == "WaitTimedOut" ? LaneOutcome.TimedOut : LaneOutcome.Done);
                break;
            case "BranchChosen" when entry.Node is not null:
                Add(entry.Node, [], LaneOutcome.Done);
                break;
            case "WorkflowFaulted" when Branch(entry) is { } faulted:
                faulted.Enter(SegmentKind.Stopped, entry.At);
                break;
            case "WorkflowRetried":
                Release(entry.At, SegmentKind.Stopped, SegmentKind.Backoff);
                break;
            case "WorkflowPaused":
                Hold(entry.At);
                break;
            case "WorkflowResumed":
                LetGo(entry.At);
                break;
        }

        if (WayOf(entry, detail) is { } way && entry.Node is not null)
            _lanes[entry.Node].Ways.Add(way);

        Close(entry, detail);
        foreach (var opened in detail.Opened ?? [])
            Open(opened, entry.At);
    }

    /// <summary>The way that was gone behind an entry; null: it stays where it is. A wait for several events is left with the last.</summary>
    private static string? WayOf(WorkflowJournalEntry entry, JournalDetail detail) => entry.Kind switch
    {
        "StepCompleted" or "StepSkipped" or "SleepElapsed" => "",
        "EventReceived" when entry.Token is null || detail.Closed?.Contains(entry.Token.Value) == true => "",
        "WaitTimedOut" => "timeout",
        "BranchChosen" => detail.Branch,
        _ => null,
    };

    private void ReadAttempt(WorkflowJournalEntry entry, JournalDetail detail)
    {
        if (entry.Node is null)
            return;

        var branch = Branch(entry);
        var failed = entry.Kind is "StepFailed" or "StepLost";
        var segments = new List<Segment>();
        var endedAt = entry.At;
        if ((detail.StartedAt ?? branch?.StartedAt) is { } startedAt)
        {
            endedAt = startedAt + (detail.Duration ?? (entry.At > startedAt ? entry.At - startedAt : TimeSpan.Zero));
            segments.AddRange(branch?.Until(startedAt) ?? []);
            segments.Add(new Segment(failed ? SegmentKind.Failed : SegmentKind.Run, startedAt, endedAt));
        }
        else
        {
            segments.AddRange(branch?.Until(entry.At) ?? []);
        }

        Add(entry.Node, segments, entry.Kind switch
        {
            "StepCompleted" => LaneOutcome.Done,
            "StepSkipped" => LaneOutcome.Skipped,
            "StepReattempted" => LaneOutcome.Here,
            _ => LaneOutcome.Faulted,
        });
        branch?.Enter(detail.DueAt is null ? SegmentKind.Queue : SegmentKind.Backoff, endedAt, detail.DueAt);
    }

    /// <summary>Everything that stood or waited to be tried again is out again.</summary>
    private void Release(DateTimeOffset at, params SegmentKind[] phases)
    {
        foreach (var branch in _open.Values.Where(branch => phases.Contains(branch.Phase)))
        {
            Add(branch.Node, branch.Until(at), null);
            branch.Enter(SegmentKind.Queue, at);
        }
    }

    /// <summary>A pause holds what waits; a step that is out runs to its end.</summary>
    private void Hold(DateTimeOffset at)
    {
        foreach (var branch in _open.Values.Where(branch => branch.Phase is SegmentKind.Wait or SegmentKind.Backoff))
        {
            Add(branch.Node, branch.Until(at), null);
            branch.Hold(at);
        }
    }

    private void LetGo(DateTimeOffset at)
    {
        foreach (var branch in _open.Values.Where(branch => branch.Phase == SegmentKind.Held))
        {
            Add(branch.Node, branch.Until(at), null);
            branch.LetGo(at);
        }
    }

    private void Close(WorkflowJournalEntry entry, JournalDetail detail)
    {
        var isEnd = entry.Kind is "WorkflowCompleted" or "WorkflowFailed" or "WorkflowCanceled";
        foreach (var token in isEnd ? [.. _open.Keys] : detail.Closed ?? [])
        {
            // What the entry says of its own token has been drawn; others go because of it.
            if (_open.Remove(token, out var branch) && (isEnd || token != entry.Token))
                Add(branch.Node, branch.UntilNow(entry.At).Select(segment => segment with { IsOpen = false }), LaneOutcome.Left);
        }
    }

    private void Open(OpenedToken opened, DateTimeOffset at)
    {
        var phase = PhaseOf(opened.State);
        if (!_open.TryGetValue(opened.Token, out var branch) || branch.Node != opened.Node)
        {
            _open[opened.Token] = Track(new OpenBranch(opened.Node, phase, at, opened.DueAt));
        }
        else if (branch.Phase != phase && branch.HeldFrom?.Phase != phase)
        {
            Add(branch.Node, branch.Until(at), null);
            branch.Enter(phase, at, opened.DueAt);
        }
    }

    /// <summary>Where a branch stands now says more than the journal, which may have been read in part.</summary>
    private void Stand(WorkflowToken token, DateTimeOffset now)
    {
        var phase = PhaseOf(token.State);
        if (!_open.TryGetValue(token.Token, out var branch) || (branch.Phase != phase && branch.HeldFrom?.Phase != phase))
            branch = Track(new OpenBranch(token.Node, phase, token.Since, token.DueAt));

        branch.StartedAt ??= token.StartedAt;
        Add(token.Node, branch.UntilNow(now), token.State == WorkflowTokenState.Faulted ? LaneOutcome.Faulted : LaneOutcome.Here);
    }

    private OpenBranch? Branch(WorkflowJournalEntry entry) => entry.Token is { } token ? _open.GetValueOrDefault(token) : null;

    private static SegmentKind PhaseOf(WorkflowTokenState state) => state switch
    {
        WorkflowTokenState.Dispatched => SegmentKind.Queue,
        WorkflowTokenState.Backoff => SegmentKind.Backoff,
        WorkflowTokenState.Faulted => SegmentKind.Stopped,
        WorkflowTokenState.Held => SegmentKind.Held,
        _ => SegmentKind.Wait,
    };

    private OpenBranch Track(OpenBranch branch)
    {
        Add(branch.Node, [], LaneOutcome.Here);
        return branch;
    }

    private void Add(string node, IEnumerable<Segment>? segments, LaneOutcome? outcome)
    {
        if (!_lanes.TryGetValue(node, out var lane))
        {
            _lanes[node] = lane = new LaneDraft(node);
            _order.Add(lane);
        }

        lane.Segments.AddRange(segments ?? []);
        lane.Outcome = outcome ?? lane.Outcome;
    }
}
