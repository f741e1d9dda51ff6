namespace Workflows.Persistence.Model;

/// <summary>A due time: of an instance (<see cref="InstanceId"/>, <see cref="Workflow"/>, <see cref="Version"/>) or of a scheduled message (the rest).</summary>
internal sealed class TimerRow
{
    public Guid TimerId { get; set; }

    /// <summary>When it is to be sent. One that could not be sent is put off.</summary>
    public DateTimeOffset DueAt { get; set; }

    public Guid? InstanceId { get; set; }

    public string? Workflow { get; set; }

    public int? Version { get; set; }

    public string? Destination { get; set; }

    public string? ContentType { get; set; }

    public string? Body { get; set; }

    /// <summary>When it was due at first; null: it was never put off.</summary>
    public DateTimeOffset? FirstDueAt { get; set; }
}
