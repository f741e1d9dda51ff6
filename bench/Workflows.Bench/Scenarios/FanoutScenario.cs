using System.Diagnostics;
using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>One event that many instances wait for.</summary>
internal sealed class FanoutScenario : IScenario
{
    public string Name => "fanout";

    public string Description => "one event to 10,000 waiting instances";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var count = context.Arguments.Workflows ?? 10_000;
        await using var scratch = new ScratchSchema(context.Source, Name);
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow<WaitingWorkflow>());
        var seconds = new List<double>();
        await RunOnceAsync(context, host, schema, 1_000);
        for (var run = 0; run < context.Arguments.Runs; run++)
            seconds.Add(await RunOnceAsync(context, host, schema, count));

        var spread = Spread.Of(seconds);
        Console.WriteLine($"one event to {count:#,0} instances: {spread.Text("0.00")} s until the last is completed");
        return new ScenarioResult
        {
            Scenario = Name,
            Workflows = count,
            StepsPerSecond = count / spread.Median,
            More = new Dictionary<string, double> { ["seconds"] = spread.Median, ["secondsMin"] = spread.Min, ["secondsMax"] = spread.Max },
        };
    }

    private static async Task<double> RunOnceAsync(BenchContext context, WorkflowHost host, string schema, int count)
    {
        var group = Guid.NewGuid();
        await Load.PublishAsync(host.Bus, count, number => new WaitingStarted(group, number));
        while (await WaitingAsync(context, schema) < count)
            await Task.Delay(100);

        var all = host.Completions.Expect(count);
        var watch = Stopwatch.StartNew();
        await host.Bus.Publish(new GroupReleased(group));
        await all.WaitAsync(TimeSpan.FromMinutes(5));
        return watch.Elapsed.TotalSeconds;
    }

    private static async Task<long> WaitingAsync(BenchContext context, string schema)
    {
        await using var command = context.Source.CreateCommand($"SELECT count(*) FROM {schema}.subscriptions");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
