using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions.NewRelease;

/// <summary>The second version: at the endpoint of the first one, for events of classes that the release before does not know.</summary>
[Workflow("Watch", Version = 2)]
public sealed class WatchWorkflow : Workflow<WatchState>
{
    protected override void Define(IWorkflowBuilder<WatchState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.StartedBy<WatchCalled>(e => new WatchState { Tower = e.Tower });
        flow.UniqueBy(s => s.Tower);
        flow.WaitFor<WatchRelieved>("relief").CorrelatedBy(e => e.Tower, s => s.Tower).OnReceived((s, _) => s.HeardCount++);
        flow.WaitFor<WatchPraised>("praise").CorrelatedBy(e => e.Tower, s => s.Tower).OnReceived((s, _) => s.HeardCount++);
    }
}
