using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What the engine needs to know beside the program.</summary>
internal sealed record EngineSettings
{
    public required WorkflowJson Json { get; init; }

    /// <summary>Serializes events, which may be interfaces.</summary>
    public required WorkflowJson EventJson { get; init; }

    /// <summary>Silence after which an instance with open messages is driven on.</summary>
    public TimeSpan StaleAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Early events that an instance keeps.</summary>
    public int KeptEventLimit { get; init; } = 100;

    /// <summary>Characters of the early events that an instance keeps, together: all of them are in its row, which every commit writes.</summary>
    public long KeptSizeLimit { get; init; } = 16L * 1024 * 1024;

    /// <summary>Names of headers of events that an instance carries.</summary>
    public IReadOnlyList<string> CarriedHeaders { get; init; } = [];

    /// <summary>Attempts in a row that may be lost before that counts as a failure of the step.</summary>
    public int LostAttemptLimit { get; init; } = 5;
}
