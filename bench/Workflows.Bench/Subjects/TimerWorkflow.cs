namespace Workflows.Bench.Subjects;

/// <summary>Sleeps until a moment that its start names.</summary>
internal sealed class TimerWorkflow : Workflow<TimerState>
{
    protected override void Define(IWorkflowBuilder<TimerState> flow)
    {
        flow.StartedBy<TimerStarted>(e => new TimerState { WakeAt = e.WakeAt });
        flow.SleepUntil("sleep", s => s.WakeAt);
    }
}

public sealed record TimerStarted(DateTimeOffset WakeAt);

public sealed class TimerState
{
    public DateTimeOffset WakeAt { get; set; }
}
