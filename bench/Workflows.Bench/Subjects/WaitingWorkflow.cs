namespace Workflows.Bench.Subjects;

/// <summary>Waits for an event that all instances of a group wait for.</summary>
internal sealed class WaitingWorkflow : Workflow<WaitingState>
{
    protected override void Define(IWorkflowBuilder<WaitingState> flow)
    {
        flow.StartedBy<WaitingStarted>(e => new WaitingState { Group = e.Group });
        flow.WaitFor<GroupReleased>("release").CorrelatedBy(e => e.Group, s => s.Group);
    }
}

public sealed record WaitingStarted(Guid Group, int Number);

public sealed record GroupReleased(Guid Group);

public sealed class WaitingState
{
    public Guid Group { get; set; }
}
