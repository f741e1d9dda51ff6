using Workflows.TestWorker.Messages;

namespace Workflows.TestWorker.Definitions;

/// <summary>What a case has received.</summary>
public sealed class CaseState
{
    public Guid CaseId { get; set; }

    public List<string> Received { get; set; } = [];

    public int CloseCount { get; set; }
}

/// <summary>Waits for all papers of a case.</summary>
public sealed class PapersWorkflow : Workflow<CaseState>
{
    protected override void Define(IWorkflowBuilder<CaseState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.WaitForAll("papers", CaseEvents.Declare).Within(TimeSpan.FromMinutes(10));
        flow.Step("close", CaseEvents.CloseAsync);
    }
}

/// <summary>Waits for the first paper of a case.</summary>
public sealed class VerdictWorkflow : Workflow<CaseState>
{
    protected override void Define(IWorkflowBuilder<CaseState> flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        flow.WaitForAny("papers", CaseEvents.Declare).Within(TimeSpan.FromMinutes(10));
        flow.Step("close", CaseEvents.CloseAsync);
    }
}

internal static class CaseEvents
{
    public static void Declare(IEventSetBuilder<CaseState> events)
    {
        events.For<FormFiled>().CorrelatedBy(e => e.CaseId, s => s.CaseId).OnReceived((s, e) => s.Received.Add(e.Text));
        events.For<ProofHandedIn>().CorrelatedBy(e => e.CaseId, s => s.CaseId).OnReceived((s, e) => s.Received.Add(e.Text));
        events.For<FeePaid>().CorrelatedBy(e => e.CaseId, s => s.CaseId).OnReceived((s, e) => s.Received.Add(e.Text));
    }

    public static Task CloseAsync(StepContext<CaseState> context)
    {
        context.State.CloseCount++;
        return Task.CompletedTask;
    }
}
