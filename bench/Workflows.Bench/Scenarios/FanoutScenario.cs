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
        await ReleaseAsync(host, await WaitAsync(context, host, schema, 1_000), 1_000);
        var groups = new Queue<Guid>();
        for (var run = 0; run < context.Arguments.Runs; run++)
            groups.Enqueue(await WaitAsync(context, host, schema, count * (run + 1)));

        var times = new List<double>();
        var comparison = await Comparison.RunAsync(context, count, count, async () => times.Add(await ReleaseAsync(host, groups.Dequeue(), count)));
        await new Proof("Waiting", "EventReceived", 1).VerifyAsync(context.Source, schema, 1_000 + count * context.Arguments.Runs);
        var spread = Spread.Of(times);
        Console.WriteLine($"one event to {count:#,0} instances: {spread.Text("0.00")} s until the last is completed");
        return comparison.Report(Name, new LatencyResult(spread.Median * 1_000, spread.Max * 1_000), new Dictionary<string, double>
        {
            ["seconds"] = spread.Median,
            ["secondsMin"] = spread.Min,
            ["secondsMax"] = spread.Max,
        });
    }

    /// <summary>Starts a group of instances, and waits until all that there are wait for their event.</summary>
    private static async Task<Guid> WaitAsync(BenchContext context, WorkflowHost host, string schema, int total)
    {
        var group = Guid.NewGuid();
        await Load.PublishAsync(host.Bus, total - (int)await WaitingAsync(context, schema), number => new WaitingStarted(group, number));
        while (await WaitingAsync(context, schema) < total)
            await Task.Delay(100);

        return group;
    }

    /// <returns>Seconds until the last instance of the group was completed.</returns>
    private static async Task<double> ReleaseAsync(WorkflowHost host, Guid group, int count)
    {
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
