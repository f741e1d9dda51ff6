namespace Workflows.Contracts;

/// <summary>A branch of an instance that waits for events.</summary>
public sealed record WorkflowWait
{
    /// <summary>The instance.</summary>
    public required Guid InstanceId { get; init; }

    /// <summary>Name of its workflow.</summary>
    public required string Workflow { get; init; }

    /// <summary>Version of the definition it runs on.</summary>
    public required int Version { get; init; }

    /// <summary>Its status: Paused, where it would not take the event now.</summary>
    public required WorkflowStatus Status { get; init; }

    /// <summary>Business key of the instance.</summary>
    public string? Key { get; init; }

    /// <summary>Name of the wait.</summary>
    public required string Node { get; init; }

    /// <summary>The wait in its scopes: the text of a <see cref="WorkflowPlace"/>.</summary>
    public required string Place { get; init; }

    /// <summary>Number of the token in its instance.</summary>
    public int Token { get; init; }

    /// <summary>What it still waits for: one event, or several where it waits for any or for all of them.</summary>
    public required IReadOnlyList<WorkflowAwaitedEvent> Events { get; init; }

    /// <summary>Since when it waits (UTC).</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>When it gives up (UTC); null: never.</summary>
    public DateTimeOffset? DueAt { get; init; }
}
