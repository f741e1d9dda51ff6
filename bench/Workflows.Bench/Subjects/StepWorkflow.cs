namespace Workflows.Bench.Subjects;

/// <summary>A number of steps that do nothing but count in the state; each is a durable advance.</summary>
internal sealed class StepWorkflow(int stepCount, bool messagePerStep, int ballast = 0) : Workflow<BenchState>
{
    protected override void Define(IWorkflowBuilder<BenchState> flow)
    {
        flow.StartedBy<BenchStarted>(e => new BenchState { Id = e.Id, Payload = e.Payload, Ballast = ballast == 0 ? null : new string('x', ballast) });
        if (messagePerStep)
            flow.MessagePerStep();

        for (var i = 1; i <= stepCount; i++)
            flow.Step($"step-{i}", static context => Task.CompletedTask);
    }
}
