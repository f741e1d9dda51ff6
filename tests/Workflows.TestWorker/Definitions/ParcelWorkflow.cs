using MassTransit;
using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>A parcel and its label.</summary>
public sealed class ParcelState
{
    public string? Label { get; set; }

    public int FoundCount { get; set; }
}

/// <summary>
/// Its event is published while the transition that begins to listen for it is being committed: the key is known only behind the step that
/// publishes it, and past the engine, by the bus itself.
/// </summary>
public sealed class ParcelWorkflow : Workflow<ParcelState>
{
    protected override void Define(IWorkflowBuilder<ParcelState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.Step<IBus>("label", async (context, bus) =>
        {
            context.State.Label = $"parcel-{context.InstanceId:N}";
            await bus.Publish(new ParcelFound(context.State.Label), context.CancellationToken);
        });
        flow.WaitFor<ParcelFound>("found")
            .CorrelatedBy(e => e.Label, s => s.Label)
            .OnReceived((s, _) => s.FoundCount++);
    }
}
