using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>Asks a step worker for one attempt of a step. Sent by the engine; a receiver that finds the attempt done ignores it.</summary>
public sealed record ExecuteStep
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Name of the workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Version of the definition.</summary>
    public required int Version { get; init; }

    /// <summary>Name of the node.</summary>
    public required string Node { get; init; }

    /// <summary>Number of the token in its instance.</summary>
    public required int Token { get; init; }

    /// <summary>The node in its scopes: the text of a <see cref="WorkflowPlace"/>. Null: an earlier release sent it; the node is in no scope.</summary>
    public string? Place { get; init; }

    /// <summary>Number of the attempt, from 1.</summary>
    public required int Attempt { get; init; }

    /// <summary>Revision of the instance that the attempt was opened at.</summary>
    public required long Revision { get; init; }

    /// <summary>State of the instance at that revision, as JSON text.</summary>
    public required string State { get; init; }

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; init; }

    /// <summary>W3C trace context of what started the instance.</summary>
    public string? TraceParent { get; init; }

    /// <summary>Address that an outcome is sent to by a worker without the store.</summary>
    public required Uri ReplyTo { get; init; }

    /// <summary>How often a worker without the store is to report that the attempt goes on, with <see cref="StepRunning"/>. Null: never.</summary>
    public TimeSpan? ReportInterval { get; init; }

    /// <summary>Headers that the instance carries: they go with every message that the step publishes or sends. Null: none.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>The same attempt may have been asked for before, by a message that is still under way. A worker makes sure that nobody else runs it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Repeated { get; init; }
}
