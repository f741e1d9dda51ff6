using Workflows.Contracts;
using Workflows.Dashboard.Services.Journal;

namespace Workflows.Dashboard.Services.Timelines;

/// <summary>Reads a journal, oldest entry first, and says what happened at each node.</summary>
internal sealed class TimelineBuilder(WorkflowDefinitionView? definition)
{
    private readonly Dictionary<int, OpenBranch> _open = [];

    private readonly Dictionary<string, LaneDraft> _lanes = new(StringComparer.Ordinal);

    private readonly List<LaneDraft> _order = [];

    private DateTimeOffset? _pausedAt;

    public static IReadOnlyList<Lane> Build(WorkflowDefinitionView? definition, IReadOnlyList<WorkflowJournalEntry> entries, IReadOnlyList<WorkflowToken> tokens, DateTimeOffset now)
    {
        var builder = new TimelineBuilder(definition);
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
                _pausedAt = entry.At;
                break;
            case "WorkflowResumed":
                Resume(entry.At);
                break;
        }

        Close(entry, detail);
        foreach (var opened in detail.Opened ?? [])
            _open[opened.Token] = Track(new OpenBranch(opened.Node, PhaseOf(opened, entry), entry.At));
    }

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

    private void Resume(DateTimeOffset at)
    {
        if (_pausedAt is null)
            return;

        Release(at, SegmentKind.Held);
        _pausedAt = null;
    }

    private void Close(WorkflowJournalEntry entry, JournalDetail detail)
    {
        if (detail.ClosedAll)
        {
            foreach (var branch in _open.Values)
                Add(branch.Node, branch.UntilNow(entry.At).Select(segment => segment with { IsOpen = false }), LaneOutcome.Left);

            _open.Clear();
        }
        else if (detail.Closed && entry.Token is { } token)
        {
            _open.Remove(token);
        }
    }

    /// <summary>Where a branch stands now says more than the journal, which may have been read in part.</summary>
    private void Stand(WorkflowToken token, DateTimeOffset now)
    {
        var phase = token.State switch
        {
            WorkflowTokenState.Dispatched => SegmentKind.Queue,
            WorkflowTokenState.Backoff => SegmentKind.Backoff,
            WorkflowTokenState.Faulted => SegmentKind.Stopped,
            WorkflowTokenState.Held => SegmentKind.Held,
            _ => SegmentKind.Wait,
        };
        if (!_open.TryGetValue(token.Token, out var branch) || branch.Phase != phase)
            branch = Track(new OpenBranch(token.Node, phase, token.Since));

        branch.StartedAt ??= token.StartedAt;
        Add(token.Node, branch.UntilNow(now), token.State == WorkflowTokenState.Faulted ? LaneOutcome.Faulted : LaneOutcome.Here);
    }

    private OpenBranch? Branch(WorkflowJournalEntry entry) => entry.Token is { } token ? _open.GetValueOrDefault(token) : null;

    private SegmentKind PhaseOf(OpenedToken opened, WorkflowJournalEntry entry)
    {
        if (entry.Kind == "WorkflowFaulted")
            return SegmentKind.Stopped;

        if (_pausedAt is not null)
            return SegmentKind.Held;

        var kind = definition?.Nodes.FirstOrDefault(node => node.Name == opened.Node)?.Kind;
        return kind is "Sleep" or "Wait" || (kind is null && opened.DueAt is not null) || entry.Kind == "WorkflowScheduled" ? SegmentKind.Wait : SegmentKind.Queue;
    }

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
