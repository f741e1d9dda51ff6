using System.Globalization;

namespace Workflows.Bench.Measuring;

/// <summary>CPU seconds of the three parties, from /proc: this process with its workers, PostgreSQL with its backends (also those that ended), RabbitMQ.</summary>
internal sealed record ProcessCpu(double Net, double Postgres, double RabbitMq)
{
    private const double TicksPerSecond = 100;

    public double Total => Net + Postgres + RabbitMq;

    public static ProcessCpu operator -(ProcessCpu after, ProcessCpu before) =>
        new(after.Net - before.Net, after.Postgres - before.Postgres, after.RabbitMq - before.RabbitMq);

    public static ProcessCpu Median(IReadOnlyCollection<ProcessCpu> all) => new(
        Spread.Of(all.Select(cpu => cpu.Net)).Median,
        Spread.Of(all.Select(cpu => cpu.Postgres)).Median,
        Spread.Of(all.Select(cpu => cpu.RabbitMq)).Median);

    public string Parts() => $"{Net:0.000} + {Postgres:0.000} + {RabbitMq:0.000}";

    public ProcessCpu Per(double count) => new(Net / count, Postgres / count, RabbitMq / count);

    public static ProcessCpu Now(int postmaster, int broker, IEnumerable<int> workers)
    {
        double net = 0, postgres = 0, rabbitMq = 0;
        var ours = workers.Append(Environment.ProcessId).ToHashSet();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), out var pid) || Read(folder) is not { } stat)
                continue;

            if (ours.Contains(pid))
                net += stat.Own;
            else if (pid == postmaster)
                postgres += stat.Own + stat.Reaped;
            else if (stat.Parent == postmaster)
                postgres += stat.Own;
            else if (pid == broker)
                rabbitMq += stat.Own;
        }

        return new ProcessCpu(net, postgres, rabbitMq);
    }

    /// <returns>The process of the broker at the port; the only one on the machine, when it was started by other means than eng/services.</returns>
    public static int BrokerAt(int port)
    {
        var brokers = Directory.EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out _) && Text(folder, "comm")?.Trim() == "beam.smp")
            .ToList();
        var broker = brokers.Find(folder => Text(folder, "environ")?.Split('\0').Contains($"RABBITMQ_NODE_PORT={port}") == true)
            ?? (brokers.Count == 1 ? brokers[0] : throw new InvalidOperationException($"Expected the broker of port {port} on this machine, but {brokers.Count} processes beam.smp run on it."));
        return int.Parse(Path.GetFileName(broker), CultureInfo.InvariantCulture);
    }

    private static string? Text(string folder, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It ended meanwhile, or is another user's.
        }
    }

    private static (int Parent, double Own, double Reaped)? Read(string folder)
    {
        if (Text(folder, "stat") is not { } text)
            return null;

        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        double Ticks(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), Ticks(11) + Ticks(12), Ticks(13) + Ticks(14));
    }
}
