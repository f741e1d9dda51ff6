using Workflows.TestWorker.Messages;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>How long the steps of an instance take.</summary>
public sealed class LabourState
{
    public TimeSpan Duration { get; set; }

    public int DoneCount { get; set; }
}

/// <summary>Steps that take their time.</summary>
public sealed class LabourWorkflow : Labour
{
    protected override void Define(IWorkflowBuilder<LabourState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.MessagePerStep();
        base.Define(flow);
    }
}

/// <summary>The same under the delivery of the event that starts it.</summary>
public sealed class OrderedLabourWorkflow : Labour
{
    protected override void Define(IWorkflowBuilder<LabourState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.StartedBy<LabourOrdered>(e => new LabourState { Duration = e.Duration });
        base.Define(flow);
    }
}

/// <summary>What they have in common.</summary>
public abstract class Labour : Workflow<LabourState>
{
    protected override void Define(IWorkflowBuilder<LabourState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Step<StepRecords, TimeProvider>("dig", WorkAsync);
        flow.Step<StepRecords, TimeProvider>("build", WorkAsync);
    }

    private static async Task WorkAsync(StepContext<LabourState> context, StepRecords records, TimeProvider time)
    {
        await records.AddAsync(context);
        await Task.Delay(context.State.Duration, time, context.CancellationToken);
        context.State.DoneCount++;
    }
}
