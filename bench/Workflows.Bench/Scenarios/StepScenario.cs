using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Five no-op steps per workflow under load, beside the hand-written saga, run by turns after a warm-up.</summary>
internal sealed class StepScenario(string name, string description, bool messagePerStep) : IScenario
{
    private const int StepCount = 5;

    public string Name => name;

    public string Description => description;

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 10_000;
        await using var scratch = new ScratchSchema(context.Source, name);
        var schema = scratch.Name;
        await using var subject = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(StepCount, messagePerStep)));
        Task Run(int count) => Load.RunAsync(subject.Bus, subject.Completions, count, number => new BenchStarted(Guid.NewGuid(), number));
        await Run(Peer.WarmUp);
        var comparison = await Comparison.RunAsync(context, workflows, workflows * StepCount, () => Run(workflows));
        await Proof.OfSteps(StepCount).VerifyAsync(context.Source, schema, Peer.WarmUp + workflows * context.Arguments.Runs);
        return comparison.Report(name, await StoredLatency.ReadAsync(context.Source, schema));
    }
}
