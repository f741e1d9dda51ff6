namespace Workflows.Bench.Measuring;

/// <summary>One measured run.</summary>
internal sealed record Sample
{
    public required int Workflows { get; init; }

    public required int Steps { get; init; }

    public required TimeSpan Elapsed { get; init; }

    public required ProcessCpu Cpu { get; init; }

    public required double AllocatedBytes { get; init; }

    public PostgresCounters? Counters { get; init; }

    public double StepsPerSecond => Steps / Elapsed.TotalSeconds;

    public ProcessCpu CpuPerThousandSteps => Cpu.Per(Steps / 1000.0);

    public double AllocatedKilobytesPerStep => AllocatedBytes / 1024 / Steps;
}
