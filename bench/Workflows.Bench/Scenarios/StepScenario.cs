using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Five no-op steps per workflow under load, beside the hand-written saga, run by turns after a warm-up.</summary>
internal sealed class StepScenario(string name, string description, bool messagePerStep) : IScenario
{
    private const int StepCount = 5;
    private const int WarmUp = 3_000;

    public string Name => name;

    public string Description => description;

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 10_000;
        await using var scratch = new ScratchSchema(context.Source, name);
        var schema = scratch.Name;
        await using var subject = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(StepCount, messagePerStep)));
        await using var peer = await SagaHost.StartAsync(context.Services);
        Task Subject(int count) => Load.RunAsync(subject.Bus, subject.Completions, count, number => new BenchStarted(Guid.NewGuid(), number));
        Task Peer(int count) => Load.RunAsync(peer.Bus, peer.Completions, count, number => new SagaStarted(Guid.NewGuid(), number));

        await Subject(WarmUp);
        await Peer(WarmUp);

        var samples = new List<Sample>();
        var peers = new List<Sample>();
        for (var run = 0; run < context.Arguments.Runs; run++)
        {
            samples.Add(await context.MeasureAsync(workflows, workflows * StepCount, counted: run == 0, () => Subject(workflows)));
            peers.Add(await context.MeasureAsync(workflows, workflows * StepCount, counted: false, () => Peer(workflows)));
        }

        await Load.VerifyAsync(context.Source, schema, WarmUp + workflows * context.Arguments.Runs, StepCount);
        var limits = await Limits.MeasureAsync(context.Services, context.Source);
        return StepReport.Of(name, workflows, samples, peers, limits);
    }
}
