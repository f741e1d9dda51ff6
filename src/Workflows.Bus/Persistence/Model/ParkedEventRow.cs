namespace Workflows.Persistence.Model;

/// <summary>An event that nobody listened for when it came: a row for each wait and key that it is for.</summary>
internal sealed class ParkedEventRow
{
    public Guid EventId { get; set; }

    public string Workflow { get; set; } = "";

    public string Wait { get; set; } = "";

    public string Key { get; set; } = "";

    public string EventType { get; set; } = "";

    public string Body { get; set; } = "";

    public DateTimeOffset ReceivedAt { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>An instance took it.</summary>
    public bool IsOffered { get; set; }

    /// <summary>What came with it, as JSON; null: it was kept before that was stored.</summary>
    public string? Context { get; set; }
}
