using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>How long the steps of an instance take.</summary>
public sealed class LabourState
{
    public TimeSpan Duration { get; set; }

    public int DoneCount { get; set; }
}

/// <summary>Steps that take their time.</summary>
public sealed class LabourWorkflow : Workflow<LabourState>
{
    protected override void Define(IWorkflowBuilder<LabourState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Step<StepRecords, TimeProvider>("dig", WorkAsync).MessagePerStep();
        flow.Step<StepRecords, TimeProvider>("build", WorkAsync).MessagePerStep();
    }

    private static async Task WorkAsync(StepContext<LabourState> context, StepRecords records, TimeProvider time)
    {
        await records.AddAsync(context);
        await Task.Delay(context.State.Duration, time, context.CancellationToken);
        context.State.DoneCount++;
    }
}
