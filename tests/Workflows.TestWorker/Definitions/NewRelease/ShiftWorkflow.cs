using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions.NewRelease;

/// <summary>The second version. It has the class name of the first one in the release before, and so the queues of it.</summary>
[Workflow("Shift", Version = 2)]
public sealed class ShiftWorkflow : Shift
{
    protected override void Define(IWorkflowBuilder<ShiftState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        base.Define(flow);
        flow.Step<StepRecords>("hand over", (context, records) => records.AddAsync(context));
    }
}
