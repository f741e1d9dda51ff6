using Workflows.Bench.Measuring;

namespace Workflows.Bench.Scenarios;

/// <summary>Prints the runs of a subject and its peer, and makes the result.</summary>
internal static class StepReport
{
    public static ScenarioResult Of(string name, int workflows, IReadOnlyList<Sample> samples, IReadOnlyList<Sample> peers, LimitResult limits)
    {
        var rate = Spread.Of(samples.Select(sample => sample.StepsPerSecond));
        var peerRate = Spread.Of(peers.Select(sample => sample.StepsPerSecond));
        var cpu = Median(samples);
        var peerCpu = Median(peers);
        var counted = samples.First(sample => sample.Counters is not null);
        var allocated = Spread.Of(samples.Select(sample => sample.AllocatedKilobytesPerStep));
        var ratio = peers.Count == 0 ? (double?)null : Spread.Of(samples.Zip(peers, (ours, theirs) => ours.StepsPerSecond / theirs.StepsPerSecond)).Median;

        Console.WriteLine($"| {name} | this | hand-written saga, nothing persisted |");
        Console.WriteLine("|---|---|---|");
        Console.WriteLine($"| steps/s | {rate.Text("#,0")} | {peerRate.Text("#,0")} |");
        Console.WriteLine($"| CPU s per 1,000 steps: .NET + PostgreSQL + RabbitMQ | {cpu.Net:0.000} + {cpu.Postgres:0.000} + {cpu.RabbitMq:0.000} = {cpu.Total:0.000} | {peerCpu.Net:0.000} + {peerCpu.Postgres:0.000} + {peerCpu.RabbitMq:0.000} = {peerCpu.Total:0.000} |");
        Console.WriteLine($"| allocated KB per step | {allocated.Text("0.0")} | {Spread.Of(peers.Select(sample => sample.AllocatedKilobytesPerStep)).Text("0.0")} |");
        Console.WriteLine($"| commits / statements per step | {counted.Counters!.Commits / counted.Steps:0.000} / {counted.Counters.Statements / counted.Steps:0.000} | 0 / 0 |");
        Console.WriteLine($"ratio {ratio:0.00}; limits: {limits.TransactionsPerSecond:#,0} transactions/s, {limits.MessagesPerSecond:#,0} messages/s");

        return new ScenarioResult
        {
            Scenario = name,
            Workflows = workflows,
            StepsPerSecond = rate.Median,
            StepsPerSecondMin = rate.Min,
            StepsPerSecondMax = rate.Max,
            CpuSecondsPer1000Steps = new CpuResult(cpu.Net, cpu.Postgres, cpu.RabbitMq, cpu.Total),
            CommitsPerStep = counted.Counters.Commits / counted.Steps,
            StatementsPerStep = counted.Counters.Statements / counted.Steps,
            AllocatedKilobytesPerStep = allocated.Median,
            RatioToHandWritten = ratio,
            Limits = limits,
        };
    }

    private static ProcessCpu Median(IReadOnlyCollection<Sample> samples) => new(
        Spread.Of(samples.Select(sample => sample.CpuPerThousandSteps.Net)).Median,
        Spread.Of(samples.Select(sample => sample.CpuPerThousandSteps.Postgres)).Median,
        Spread.Of(samples.Select(sample => sample.CpuPerThousandSteps.RabbitMq)).Median);
}
