using Microsoft.Extensions.DependencyInjection;
using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;
using Workflows.Contracts;

namespace Workflows.Bench.Scenarios;

/// <summary>One workflow of five steps at a time, from the call of the client to the committed end.</summary>
internal sealed class LatencyScenario : IScenario
{
    private const int WarmUp = 1_000;

    public string Name => "latency";

    public string Description => "idle: one 5-step workflow after the other, with a message per step and with continuation";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 1_000;
        List<double> continued = [];
        Comparison comparison;
        await using (var scratch = new ScratchSchema(context.Source, Name))
        {
            await using var host = await StartAsync(context, scratch.Name, messagePerStep: false);
            await LatenciesAsync(host, WarmUp);
            comparison = await Comparison.RunAsync(context, workflows, workflows * 5, async () => continued.AddRange(await LatenciesAsync(host, workflows)));
            await Proof.OfSteps(5).VerifyAsync(context.Source, scratch.Name, WarmUp + workflows * context.Arguments.Runs);
        }

        var (each, theirs) = await MessagePerStepAsync(context, workflows);
        Console.WriteLine("| one 5-step workflow after the other, ms | p50 | p99 |");
        Console.WriteLine("|---|---|---|");
        Print("continuation", continued);
        Print("message per step", each);
        Print("hand-written saga, nothing persisted", theirs);
        return comparison.Report(Name, new LatencyResult(Percentiles.At(continued, 0.5), Percentiles.At(continued, 0.99)), new Dictionary<string, double>
        {
            ["messagePerStepP50Ms"] = Percentiles.At(each, 0.5),
            ["messagePerStepP99Ms"] = Percentiles.At(each, 0.99),
            ["handWrittenP50Ms"] = Percentiles.At(theirs, 0.5),
            ["handWrittenP99Ms"] = Percentiles.At(theirs, 0.99),
        });
    }

    private static void Print(string what, List<double> times) =>
        Console.WriteLine($"| {what} | {Percentiles.At(times, 0.5):0.00} | {Percentiles.At(times, 0.99):0.00} |");

    /// <summary>By turns with the hand-written saga, both warmed up.</summary>
    private static async Task<(List<double> Ours, List<double> Theirs)> MessagePerStepAsync(BenchContext context, int workflows)
    {
        await using var scratch = new ScratchSchema(context.Source, "latency");
        await using var host = await StartAsync(context, scratch.Name, messagePerStep: true);
        await using var peer = await Peer.StartAsync(context);
        await LatenciesAsync(host, WarmUp);
        List<double> ours = [];
        List<double> theirs = [];
        for (var run = 0; run < context.Arguments.Runs; run++)
        {
            ours.AddRange(await LatenciesAsync(host, workflows));
            theirs.AddRange(await peer.LatenciesAsync(workflows));
        }

        await Proof.OfSteps(5).VerifyAsync(context.Source, scratch.Name, WarmUp + ours.Count);
        return (ours, theirs);
    }

    private static Task<WorkflowHost> StartAsync(BenchContext context, string schema, bool messagePerStep) =>
        WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(5, messagePerStep)));

    private static async Task<List<double>> LatenciesAsync(WorkflowHost host, int workflows)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        return await Load.OneByOneAsync(workflows, async _ =>
        {
            var id = Guid.NewGuid();
            var ended = host.Completions.Of(id);
            await client.StartAsync("Step", new BenchState { Id = id }, new StartOptions { InstanceId = id });
            await ended;
        });
    }
}
