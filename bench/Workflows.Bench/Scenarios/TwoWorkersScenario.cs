using System.Diagnostics;
using Npgsql;
using Workflows.Bench.Hosts;
using Workflows.Bench.Measuring;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Scenarios;

/// <summary>Two processes on one database, beside one: total throughput, and how many transitions met a conflict.</summary>
internal sealed class TwoWorkersScenario : IScenario
{
    public const string WorkerArgument = "--worker";

    public string Name => "two-workers";

    public string Description => "two worker processes on one database";

    public async Task<ScenarioResult> RunAsync(BenchContext context)
    {
        var workflows = context.Arguments.Workflows ?? 10_000;
        var alone = await RunAsync(context, workflows, second: false);
        var pair = await RunAsync(context, workflows, second: true);
        Console.WriteLine($"one worker {alone.Comparison.Rate.Text("#,0")} steps/s, {alone.Comparison.Ratio.Text("0.00")} times the saga; two workers {pair.Comparison.Rate.Text("#,0")} steps/s, {pair.Comparison.Ratio.Text("0.00")} times; {pair.ConflictShare:P2} of the transitions retried");
        return pair.Comparison.Report(Name, pair.Latency, new Dictionary<string, double>
        {
            ["stepsPerSecondOfOne"] = alone.Comparison.Rate.Median,
            ["retriedShare"] = pair.ConflictShare,
        });
    }

    /// <summary>The second process: works until its input ends.</summary>
    public static async Task<int> WorkAsync(string schema)
    {
        var host = await StartAsync(Services.BenchServices.Find(), schema);
        Console.WriteLine("ready");
        await Console.In.ReadToEndAsync();
        await host.StopAsync();
        return 0;
    }

    private static async Task<(Comparison Comparison, LatencyResult Latency, double ConflictShare)> RunAsync(BenchContext context, int workflows, bool second)
    {
        await using var scratch = new ScratchSchema(context.Source, second ? "two" : "one");
        var schema = scratch.Name;
        await using var host = await StartAsync(context.Services, schema);
        using var worker = second ? await StartSecondAsync(schema) : null;
        if (worker is not null)
            context.Workers.Add(worker.Id);

        var completed = Peer.WarmUp;
        await RunLoadAsync(context, host, schema, Peer.WarmUp, completed);
        ConflictCounter.Take();
        var comparison = await Comparison.RunAsync(context, workflows, workflows * 5, () => RunLoadAsync(context, host, schema, workflows, completed += workflows));
        worker?.StandardInput.Close();
        worker?.WaitForExit(30_000);
        context.Workers.Clear();
        await Proof.OfSteps(5).VerifyAsync(context.Source, schema, completed);
        var conflicts = ConflictCounter.Take();
        return (comparison, await StoredLatency.ReadAsync(context.Source, schema), conflicts.Attempts == 0 ? 0 : (double)conflicts.Conflicts / conflicts.Attempts);
    }

    private static Task<WorkflowHost> StartAsync(Services.BenchServices services, string schema) =>
        WorkflowHost.StartAsync(services, schema, w => w.AddWorkflow(() => new StepWorkflow(5, messagePerStep: true)));

    private static async Task RunLoadAsync(BenchContext context, WorkflowHost host, string schema, int count, int total)
    {
        await Load.PublishAsync(host.Bus, count, number => new BenchStarted(Guid.NewGuid(), number));
        while (await CompletedAsync(context.Source, schema) < total)
            await Task.Delay(20);
    }

    private static async Task<long> CompletedAsync(NpgsqlDataSource source, string schema)
    {
        await using var command = source.CreateCommand($"SELECT count(*) FROM {schema}.instances WHERE status = 6");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task<Process> StartSecondAsync(string schema)
    {
        var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, [WorkerArgument, schema])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == "ready")
            {
                _ = process.StandardOutput.ReadToEndAsync(); // Full, the pipe would stop the worker.
                return process;
            }
        }

        throw new InvalidOperationException("The second worker did not start.");
    }
}
