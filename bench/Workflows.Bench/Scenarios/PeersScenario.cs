using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;

namespace Workflows.Bench.Scenarios;

/// <summary>Every way to do the same five steps, by turns in the same minutes: under load, and one workflow after the other.</summary>
internal sealed class PeersScenario : IScenario
{
    private const int OneByOne = 300;

    public string Name => "peers";

    public string Description => "five steps per workflow on quorum and on classic queues, by turns with the hand-written saga on both, under load and idle";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 6_000;
        List<ContenderRuns> all = [];
        try
        {
            all.Add(new ContenderRuns(await StepSubject.StartAsync(context, "continuation", messagePerStep: false)));
            all.Add(new ContenderRuns(await StepSubject.StartAsync(context, "message per step", messagePerStep: true)));
            all.Add(new ContenderRuns(await StepSubject.StartAsync(context, "message per step, classic queues", messagePerStep: true, quorumQueues: false)));
            var saga = new ContenderRuns(await Peer.StartAsync(context));
            all.Add(saga);
            all.Add(new ContenderRuns(await Peer.StartAsync(context, quorumQueues: false)));
            for (var run = 0; run < context.Arguments.Runs; run++)
            {
                foreach (var contender in all)
                    await contender.MeasureAsync(context, workflows, OneByOne);
            }

            foreach (var contender in all)
                await contender.Contender.VerifyAsync((workflows + OneByOne) * context.Arguments.Runs);

            ContenderRuns.Print(all);
            var comparison = new Comparison(all[0].Samples, saga.Samples, await Limits.MeasureAsync(context.Services, context.Source));
            return comparison.Report(Name, all[0].Latency, all.SelectMany(runs => runs.Figures()).ToDictionary());
        }
        finally
        {
            foreach (var contender in all)
                await contender.Contender.DisposeAsync();
        }
    }
}
