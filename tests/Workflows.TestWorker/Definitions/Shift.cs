using Workflows.TestWorker.Messages;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions;

/// <summary>A shift at work.</summary>
public sealed class ShiftState
{
    public string Bell { get; set; } = "";

    public TimeSpan Break { get; set; }

    public int HeardCount { get; set; }
}

/// <summary>What both releases of an application have in common: step, timer, event, step.</summary>
public abstract class Shift : Workflow<ShiftState>
{
    protected override void Define(IWorkflowBuilder<ShiftState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Step<StepRecords>("begin", (context, records) => records.AddAsync(context)).MessagePerStep();
        flow.Sleep("break", s => s.Break);
        flow.WaitFor<NewsProclaimed>("bell")
            .CorrelatedBy(e => e.Topic, s => s.Bell)
            .OnReceived((s, _) => s.HeardCount++);
        flow.Step<StepRecords>("end", (context, records) => records.AddAsync(context)).MessagePerStep();
    }
}
