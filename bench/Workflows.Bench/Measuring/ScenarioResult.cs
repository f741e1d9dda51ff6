using System.Text.Json;

namespace Workflows.Bench.Measuring;

/// <summary>What a scenario came to: the machine-readable result.</summary>
internal sealed record ScenarioResult
{
    public required string Scenario { get; init; }

    public required int Workflows { get; init; }

    public double StepsPerSecond { get; init; }

    public double StepsPerSecondMin { get; init; }

    public double StepsPerSecondMax { get; init; }

    public CpuResult? CpuSecondsPer1000Steps { get; init; }

    public double? CommitsPerStep { get; init; }

    public double? StatementsPerStep { get; init; }

    public double? AllocatedKilobytesPerStep { get; init; }

    public LatencyResult? LatencyMs { get; init; }

    public double? RatioToHandWritten { get; init; }

    public LimitResult? Limits { get; init; }

    public IReadOnlyDictionary<string, double>? More { get; init; }

    public static void Write(string file, ScenarioResult result) =>
        File.WriteAllText(file, JsonSerializer.Serialize(result, _options) + Environment.NewLine);

    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}

internal sealed record CpuResult(double Net, double Postgres, double Rabbitmq, double Total);

internal sealed record LatencyResult(double P50, double P99);

internal sealed record LimitResult(double TransactionsPerSecond, double MessagesPerSecond);
