using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;
using Workflows.Contracts;

namespace Workflows.Bench.Scenarios;

/// <summary>Timers that fall due within one minute: how late they are. And how fast timers are set and canceled.</summary>
internal sealed class TimersScenario : IScenario
{
    private static readonly TimeSpan _window = TimeSpan.FromMinutes(1);

    public string Name => "timers";

    public string Description => "100,000 timers due within one minute: lag; setting and canceling";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var count = context.Arguments.Workflows ?? 100_000;
        await using var scratch = new ScratchSchema(context.Source, Name);
        var schema = scratch.Name;
        await using var host = await WorkflowHost.StartAsync(context.Services, schema, w => w.AddWorkflow<TimerWorkflow>());
        await WarmUpAsync(host);

        var cancel = await SetAndCancelAsync(host, Math.Min(count, 20_000));
        var sets = new List<double>();
        DateTimeOffset from = default;
        var comparison = await Comparison.RunAsync(context.Once(), count, count, async () =>
        {
            var watch = Stopwatch.StartNew();
            from = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(count / 1_500.0 + 5);
            var all = host.Completions.Expect(count);
            await Load.PublishAsync(host.Bus, count, number => new TimerStarted(from + _window * ((double)number / count)));
            await AllStoredAsync(context.Source, schema, count + Peer.WarmUp);
            sets.Add(count / watch.Elapsed.TotalSeconds);
            if (DateTimeOffset.UtcNow > from)
                Console.WriteLine("Some fell due before all were set: the lag is that of an overload.");

            await all.WaitAsync(TimeSpan.FromMinutes(15));
        });
        await new Proof("Timer", "SleepElapsed", 1).VerifyAsync(context.Source, schema, count + Peer.WarmUp);
        var lags = await LagsAsync(context.Source, schema, from);
        var latency = new LatencyResult(Percentiles.At(lags, 0.5), Percentiles.At(lags, 0.99));
        Console.WriteLine($"| {count:#,0} timers within {_window} | |");
        Console.WriteLine("|---|---|");
        Console.WriteLine($"| lag p50 / p99 / max, ms | {latency.P50:0} / {latency.P99:0} / {lags.Max():0} |");
        Console.WriteLine($"| set, through a published start, per second | {sets[0]:#,0} |");
        Console.WriteLine($"| set by the client / canceled, per second | {cancel.Set:#,0} / {cancel.Canceled:#,0} |");
        return comparison.Report(Name, latency, new Dictionary<string, double>
        {
            ["setPerSecond"] = Math.Max(sets[0], cancel.Set),
            ["canceledPerSecond"] = cancel.Canceled,
            ["lagMaxMs"] = lags.Max(),
        });
    }

    private static Task WarmUpAsync(WorkflowHost host) =>
        Load.RunAsync(host.Bus, host.Completions, Peer.WarmUp, _ => new TimerStarted(DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(500)));

    private static async Task<(double Set, double Canceled)> SetAndCancelAsync(WorkflowHost host, int count)
    {
        await using var scope = host.Services.CreateAsyncScope();
        var client = scope.ServiceProvider.GetRequiredService<IWorkflowClient>();
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = 256 };
        var state = new TimerState { WakeAt = DateTimeOffset.UtcNow + TimeSpan.FromDays(1) };
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(ids, parallel, async (id, token) => await client.StartAsync("Timer", state, new StartOptions { InstanceId = id }, token));
        var set = count / watch.Elapsed.TotalSeconds;
        watch.Restart();
        await Parallel.ForEachAsync(ids, parallel, async (id, token) => await client.CancelAsync(id, null, token));
        return (set, count / watch.Elapsed.TotalSeconds);
    }

    private static async Task AllStoredAsync(NpgsqlDataSource source, string schema, int count)
    {
        while (true)
        {
            await using var command = source.CreateCommand($"SELECT count(*) FROM {schema}.instances WHERE created_at > now() - interval '1 hour' AND status <> 8");
            if ((long)(await command.ExecuteScalarAsync())! >= count)
                return;

            await Task.Delay(200);
        }
    }

    private static async Task<List<double>> LagsAsync(NpgsqlDataSource source, string schema, DateTimeOffset from)
    {
        await using var command = source.CreateCommand($"""
            SELECT (extract(epoch FROM at - (detail ->> 'dueAt')::timestamptz) * 1000)::float8
            FROM {schema}.journal WHERE kind = 'SleepElapsed' AND (detail ->> 'dueAt')::timestamptz >= $1
            """);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset> { TypedValue = from });
        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync();
        var lags = new List<double>();
        while (await reader.ReadAsync())
            lags.Add(reader.GetDouble(0));

        return lags;
    }
}
