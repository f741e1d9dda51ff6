using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>How much an instance loads into its state, and how much it publishes.</summary>
public sealed class FreightState
{
    public int LoadSize { get; set; }

    public int ReportSize { get; set; }

    public string Freight { get; set; } = "";

    public int ShipCount { get; set; }
}

/// <summary>Messages as large as is asked for: those that carry the state to the next step, and one that a step publishes.</summary>
public sealed class FreightWorkflow : Workflow<FreightState>
{
    protected override void Define(IWorkflowBuilder<FreightState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.MessagePerStep();
        flow.Step("load", context =>
        {
            context.State.Freight = new string('x', context.State.LoadSize);
            return Task.CompletedTask;
        });
        flow.Step("report", context =>
        {
            context.Publish(new FreightReported(context.InstanceId, new string('x', context.State.ReportSize)));
            return Task.CompletedTask;
        });
        flow.Step("ship", context =>
        {
            context.State.ShipCount++;
            return Task.CompletedTask;
        });
    }
}
