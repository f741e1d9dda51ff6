namespace Workflows.Testing;

/// <summary>Whose step a context of <see cref="StepContexts"/> is for.</summary>
public sealed record StepContextOptions
{
    /// <summary>The instance. Default: a new id.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>Name of the workflow.</summary>
    public string Workflow { get; init; } = "Test";

    /// <summary>Version of its definition.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Name of the node.</summary>
    public string Step { get; init; } = "Step";

    /// <summary>Number of the attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; init; }

    /// <summary>Headers that the instance carries. Default: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }
}
