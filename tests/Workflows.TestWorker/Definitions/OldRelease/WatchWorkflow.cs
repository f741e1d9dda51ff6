using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions.OldRelease;

/// <summary>The first version, which waits for one event.</summary>
[Workflow("Watch", Version = 1)]
public sealed class WatchWorkflow : Workflow<WatchState>
{
    protected override void Define(IWorkflowBuilder<WatchState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.WaitFor<WatchEnded>("end").CorrelatedBy(e => e.Tower, s => s.Tower).OnReceived((s, _) => s.HeardCount++);
    }
}
