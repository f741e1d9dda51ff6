using System.Globalization;

namespace Workflows.Bench.Measuring;

/// <summary>CPU seconds of the three parties, from /proc: this process with its workers, PostgreSQL with its backends (also those that ended), RabbitMQ.</summary>
internal sealed record ProcessCpu(double Net, double Postgres, double RabbitMq)
{
    private const double TicksPerSecond = 100;

    public double Total => Net + Postgres + RabbitMq;

    public static ProcessCpu operator -(ProcessCpu after, ProcessCpu before) =>
        new(after.Net - before.Net, after.Postgres - before.Postgres, after.RabbitMq - before.RabbitMq);

    public ProcessCpu Per(double count) => new(Net / count, Postgres / count, RabbitMq / count);

    public static ProcessCpu Now(int postmaster, IEnumerable<int> workers)
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
            else if (stat.Name == "beam.smp")
                rabbitMq += stat.Own;
        }

        return new ProcessCpu(net, postgres, rabbitMq);
    }

    private static (string Name, int Parent, double Own, double Reaped)? Read(string folder)
    {
        try
        {
            var text = File.ReadAllText(Path.Combine(folder, "stat"));
            var close = text.LastIndexOf(')');
            var name = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..close];
            var fields = text[(close + 2)..].Split(' ');
            double Ticks(int field) => double.Parse(fields[field], CultureInfo.InvariantCulture) / TicksPerSecond;
            return (name, int.Parse(fields[1], CultureInfo.InvariantCulture), Ticks(11) + Ticks(12), Ticks(13) + Ticks(14));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null; // It ended meanwhile.
        }
    }
}
