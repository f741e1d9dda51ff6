namespace Workflows.Bench.Subjects;

/// <summary>Starts one workflow of the kind that is measured.</summary>
public sealed record BenchStarted(Guid Id, int Payload);

/// <summary>State of the measured workflows: small, as most are.</summary>
public sealed class BenchState
{
    public Guid Id { get; set; }

    public int Payload { get; set; }

    public int Done { get; set; }

    public string? Ballast { get; set; }
}
