using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>A seat that one instance at a time may hold.</summary>
public sealed class SeatState
{
    public string Seat { get; set; } = "";
}

/// <summary>Holds its key until it is told to go on.</summary>
public abstract class SeatWorkflow(DuplicateAction onDuplicate) : Workflow<SeatState>
{
    protected override void Define(IWorkflowBuilder<SeatState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.UniqueBy(s => s.Seat, onDuplicate);
        flow.WaitFor<NewsProclaimed>("curtain").CorrelatedBy(e => e.Topic, s => s.Seat);
    }
}

/// <summary>A second start is refused.</summary>
public sealed class RefusingSeatWorkflow() : SeatWorkflow(DuplicateAction.Refuse);

/// <summary>A second start gets the first instance.</summary>
public sealed class SharedSeatWorkflow() : SeatWorkflow(DuplicateAction.ReturnRunning);

/// <summary>A second start takes the place of the first instance.</summary>
public sealed class ContestedSeatWorkflow() : SeatWorkflow(DuplicateAction.Replace);
