using Workflows.TestWorker.Messages;
using Workflows.TestWorker.Steps;

namespace Workflows.TestWorker.Definitions.Storm;

/// <summary>State of a voyage. Each step counts itself, so that one that was recorded twice shows.</summary>
public sealed class VoyageState
{
    public Guid VoyageId { get; set; }

    public int LoadCount { get; set; }

    public int SailCount { get; set; }

    public int LandCount { get; set; }

    public int UnloadCount { get; set; }
}

/// <summary>
/// For storms: steps that go on under one delivery and steps with a message of their own, a sleep, an event that one of its own steps publishes, and an effect
/// that the outside world sees. Every failure of a step is tried again for as long as a service may be away.
/// </summary>
public abstract class Voyage : Workflow<VoyageState>
{
    protected override void Define(IWorkflowBuilder<VoyageState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.StartedBy<VoyageBooked>(e => new VoyageState { VoyageId = e.VoyageId });
        flow.UniqueBy(s => s.VoyageId);
        flow.Step<StepSpans>("load", (context, spans) => WorkAsync(context, spans, s => s.LoadCount++)).Retry(Patient);
        flow.Step<StepSpans>("sail", SailAsync).Retry(Patient);
        flow.Sleep("calm", TimeSpan.FromMilliseconds(300));
        flow.WaitFor<PortReached>("port").CorrelatedBy(e => e.VoyageId, s => s.VoyageId).OnReceived((s, _) => s.LandCount++);
        flow.Step<StepSpans>("unload", UnloadAsync).Retry(Patient).MessagePerStep();
    }

    private static void Patient(IRetryBuilder retry) => retry.Constant(maxAttempts: 500, TimeSpan.FromMilliseconds(300));

    private static async Task WorkAsync(StepContext<VoyageState> context, StepSpans spans, Action<VoyageState> change)
    {
        await using var span = await spans.BeginAsync(context);
        change(context.State);
    }

    private static async Task SailAsync(StepContext<VoyageState> context, StepSpans spans)
    {
        await WorkAsync(context, spans, s => s.SailCount++);
        context.Publish(new PortReached(context.State.VoyageId));
    }

    private static async Task UnloadAsync(StepContext<VoyageState> context, StepSpans spans)
    {
        await WorkAsync(context, spans, s => s.UnloadCount++);
        context.Publish(new VoyageEnded(context.State.VoyageId));
    }
}
