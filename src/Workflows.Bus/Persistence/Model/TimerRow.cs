namespace Workflows.Persistence.Model;

/// <summary>A due time: of an instance (<see cref="InstanceId"/>, <see cref="Workflow"/>, <see cref="Version"/>) or of a scheduled message (the rest).</summary>
internal sealed class TimerRow
{
    public Guid TimerId { get; set; }

    /// <summary>When it is to be sent. One that could not be sent is deferred.</summary>
    public DateTimeOffset DueAt { get; set; }

    public Guid? InstanceId { get; set; }

    public string? Workflow { get; set; }

    public int? Version { get; set; }

    public string? Destination { get; set; }

    public string? ContentType { get; set; }

    public string? Body { get; set; }

    /// <summary>When it was due at first; null: it was never deferred.</summary>
    public DateTimeOffset? FirstDueAt { get; set; }

    /// <summary>A <see cref="Contracts.WorkflowTimerPurpose"/>; null: of a scheduled message.</summary>
    public short? Purpose { get; set; }

    /// <summary>What it moves; null: the instance as a whole.</summary>
    public string? Place { get; set; }

    /// <summary>Number of the token that it moves.</summary>
    public int? Token { get; set; }
}
