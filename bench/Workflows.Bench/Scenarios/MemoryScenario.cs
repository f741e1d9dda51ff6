using System.Diagnostics;
using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Whether the memory of a worker stays flat.</summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Portions = 10;

    public string Name => "memory";

    public string Description => "memory of a worker over 200,000 workflows";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var portion = (context.Arguments.Workflows ?? 200_000) / Portions;
        await using var scratch = new ScratchSchema(context.Source, Name);
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(5, messagePerStep: false)));
        var heaps = new List<double>();
        Console.WriteLine("| workflows | live heap MB | resident MB |");
        Console.WriteLine("|---|---|---|");
        async Task RunAsync()
        {
            for (var i = 1; i <= Portions; i++)
            {
                await Load.RunAsync(host.Bus, host.Completions, portion, number => new BenchStarted(Guid.NewGuid(), number));
                var heap = GC.GetTotalMemory(forceFullCollection: true) / 1024.0 / 1024;
                heaps.Add(heap);
                Console.WriteLine($"| {heaps.Count * portion:#,0} | {heap:0.0} | {Process.GetCurrentProcess().WorkingSet64 / 1024.0 / 1024:0} |");
            }
        }

        var once = context.Once();
        var comparison = await Comparison.RunAsync(once, portion * Portions, portion * Portions * 5, RunAsync);
        await Proof.OfSteps(5).VerifyAsync(context.Source, schema, portion * Portions);
        return comparison.Report(Name, await StoredLatency.ReadAsync(context.Source, schema), new Dictionary<string, double>
        {
            ["heapMbAfterFirstTenth"] = heaps[0],
            ["heapMbAtTheEnd"] = heaps[^1],
        });
    }
}
