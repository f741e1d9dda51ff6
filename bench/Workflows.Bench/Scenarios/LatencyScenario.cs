using System.Diagnostics;
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
        var each = await RunAsync(context, workflows, messagePerStep: true);
        var continued = await RunAsync(context, workflows, messagePerStep: false);
        Console.WriteLine("| latency of a 5-step workflow, ms | p50 | p99 |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| message per step | {Percentiles.At(each, 0.5):0.00} | {Percentiles.At(each, 0.99):0.00} |");
        Console.WriteLine($"| continuation | {Percentiles.At(continued, 0.5):0.00} | {Percentiles.At(continued, 0.99):0.00} |");
        return new ScenarioResult
        {
            Scenario = Name,
            Workflows = workflows,
            LatencyMs = new LatencyResult(Percentiles.At(continued, 0.5), Percentiles.At(continued, 0.99)),
            More = new Dictionary<string, double>
            {
                ["messagePerStepP50Ms"] = Percentiles.At(each, 0.5),
                ["messagePerStepP99Ms"] = Percentiles.At(each, 0.99),
            },
        };
    }

    private static async Task<List<double>> RunAsync(BenchContext context, int workflows, bool messagePerStep)
    {
        await using var scratch = new ScratchSchema(context.Source, "latency");
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow(() => new StepWorkflow(5, messagePerStep)));
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var times = new List<double>();
        for (var i = -WarmUp; i < workflows; i++)
        {
            var id = Guid.NewGuid();
            var ended = host.Completions.Of(id);
            var started = Stopwatch.GetTimestamp();
            await client.StartAsync("Step", new BenchState { Id = id }, new StartOptions { InstanceId = id });
            await ended;
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        return times;
    }
}
