using System.Diagnostics.Metrics;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Diagnostics;

/// <summary>Counts and measures what this process commits, by reading the journal entries of its transitions. Costs nothing to speak of while nobody listens.</summary>
internal sealed class WorkflowMetrics
{
    private static readonly InstrumentAdvice<double> _stepSeconds = new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1_800, 3_600] };
    private static readonly InstrumentAdvice<double> _lagSeconds = new() { HistogramBucketBoundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 3_600] };
    private static readonly InstrumentAdvice<int> _batch = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128] };

    private readonly Counter<long> _started;
    private readonly Counter<long> _completed;
    private readonly Counter<long> _faulted;
    private readonly Counter<long> _failed;
    private readonly Counter<long> _canceled;
    private readonly Histogram<double> _stepDuration;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _lost;
    private readonly Histogram<double> _timerLag;
    private readonly Histogram<int> _commitSize;
    private readonly Counter<long> _eventsReceived;
    private readonly Counter<long> _eventsKept;
    private readonly Counter<long> _eventsDropped;
    private readonly Counter<long> _eventsUnmatched;
    private readonly Counter<long> _eventsWithoutKey;

    private readonly Counter<long> _rowsQuarantined;

    public WorkflowMetrics(IMeterFactory meters)
    {
        Meter = meters.Create(WorkflowDiagnostics.MeterName);
        _started = Meter.CreateCounter<long>("workflows.instances.started", "{instance}", "Instances that began to run.");
        _completed = Meter.CreateCounter<long>("workflows.instances.completed", "{instance}", "Instances that ran to their end.");
        _faulted = Meter.CreateCounter<long>("workflows.instances.faulted", "{instance}", "Times that an instance stopped on an error and waits for an operator.");
        _failed = Meter.CreateCounter<long>("workflows.instances.failed", "{instance}", "Instances that ended as Failed.");
        _canceled = Meter.CreateCounter<long>("workflows.instances.canceled", "{instance}", "Instances that ended as Canceled.");
        _stepDuration = Meter.CreateHistogram("workflows.step.duration", "s", "How long attempts of steps ran.", advice: _stepSeconds);
        _retries = Meter.CreateCounter<long>("workflows.step.retries", "{attempt}", "Failed attempts that are tried again.");
        _lost = Meter.CreateCounter<long>("workflows.step.lost", "{attempt}", "Attempts whose worker went away.");
        _timerLag = Meter.CreateHistogram("workflows.timer.lag", "s", "From the due time of a timer to the commit of what it brought about.", advice: _lagSeconds);
        _commitSize = Meter.CreateHistogram("workflows.commit.transitions", "{transition}", "Transitions that went to the database in one commit.", advice: _batch);
        _eventsReceived = Meter.CreateCounter<long>("workflows.events.received", "{event}", "Events that a wait took.");
        _eventsKept = Meter.CreateCounter<long>("workflows.events.kept", "{event}", "Events kept with an instance for a wait ahead.");
        _eventsDropped = Meter.CreateCounter<long>("workflows.events.dropped", "{event}", "Events that an instance could not keep.");
        _eventsUnmatched = Meter.CreateCounter<long>("workflows.events.unmatched", "{event}", "Events that matched no instance within their window.");
        _eventsWithoutKey = Meter.CreateCounter<long>("workflows.events.without_key", "{event}", "Events whose key for a wait is missing, or is one that no instance can have.");
        _rowsQuarantined = Meter.CreateCounter<long>("workflows.rows.quarantined", "{row}", "Rows of the store that could not be read or handled and are left alone since.");
    }

    public Meter Meter { get; }

    public void Committed(Transition transition)
    {
        var workflow = new KeyValuePair<string, object?>(TagNames.Workflow, transition.Instance.Workflow);
        foreach (var entry in transition.Entries)
            Count(entry, workflow);

        // Behind a command of an operator a timer is late by as long as the instance was held.
        if (_timerLag.Enabled && transition.Entries is [{ Detail.DueAt: { } dueAt, Kind: EntryKind.SleepElapsed or EntryKind.WaitTimedOut or EntryKind.WorkflowStarted } first, ..])
            _timerLag.Record(Math.Max(0, (first.At - dueAt).TotalSeconds), workflow, new(TagNames.Timer, TimerOf(first.Kind)));
    }

    public void CommitSent(int transitionCount) => _commitSize.Record(transitionCount);

    public void EventsUnmatched(int count) => _eventsUnmatched.Add(count);

    public void EventWithoutKey(string workflow) => _eventsWithoutKey.Add(1, new KeyValuePair<string, object?>(TagNames.Workflow, workflow));

    public void RowQuarantined(WorkflowQuarantineKind kind) => _rowsQuarantined.Add(1, new KeyValuePair<string, object?>(TagNames.Kind, kind.ToString()));

    private void Count(JournalEntry entry, KeyValuePair<string, object?> workflow)
    {
        switch (entry.Kind)
        {
            case EntryKind.WorkflowStarted:
                _started.Add(1, workflow);
                break;
            case EntryKind.WorkflowCompleted:
                _completed.Add(1, workflow);
                break;
            case EntryKind.WorkflowFaulted:
                _faulted.Add(1, workflow);
                break;
            case EntryKind.WorkflowFailed:
                _failed.Add(1, workflow);
                break;
            case EntryKind.WorkflowCanceled:
                _canceled.Add(1, workflow);
                break;
            case EntryKind.EventReceived:
                _eventsReceived.Add(1, workflow);
                break;
            case EntryKind.EventKept:
                _eventsKept.Add(1, workflow);
                break;
            case EntryKind.EventDropped:
                _eventsDropped.Add(1, workflow);
                break;
            default:
                CountStep(entry, workflow);
                break;
        }
    }

    private void CountStep(JournalEntry entry, KeyValuePair<string, object?> workflow)
    {
        if (OutcomeOf(entry.Kind) is not { } outcome)
            return;

        var step = new KeyValuePair<string, object?>(TagNames.Step, entry.Node);
        if (entry.Kind == EntryKind.StepLost)
            _lost.Add(1, workflow, step);
        else if (entry.Kind == EntryKind.StepFailed && entry.Detail?.DueAt is not null)
            _retries.Add(1, workflow, step);

        if (entry.Detail?.Duration is { } duration)
            _stepDuration.Record(duration.TotalSeconds, workflow, step, new(TagNames.Outcome, outcome));
    }

    private static string? OutcomeOf(EntryKind kind) => kind switch
    {
        EntryKind.StepCompleted => "Completed",
        EntryKind.StepFailed => "Failed",
        EntryKind.StepSkipped => "Skipped",
        EntryKind.StepReattempted => "Reattempt",
        EntryKind.StepLost => "Lost",
        _ => null,
    };

    private static string TimerOf(EntryKind kind) => kind switch
    {
        EntryKind.SleepElapsed => "Sleep",
        EntryKind.WaitTimedOut => "Wait",
        _ => "Start",
    };
}
