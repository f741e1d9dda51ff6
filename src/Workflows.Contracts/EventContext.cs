using System.Collections.ObjectModel;

namespace Workflows.Contracts;

/// <summary>What came with an event: its headers, and what the bus knows it by. The same when it was kept for its wait, or for its instance.</summary>
public sealed record EventContext
{
    private static readonly ReadOnlyDictionary<string, string> _noHeaders = ReadOnlyDictionary<string, string>.Empty;

    /// <summary>Nothing is known of it.</summary>
    public static readonly EventContext None = new();

    /// <summary>Id of the message.</summary>
    public Guid? MessageId { get; init; }

    /// <summary>Id of the conversation that the message belongs to.</summary>
    public Guid? ConversationId { get; init; }

    /// <summary>When it was sent (UTC), by the clock of whoever did so.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Its headers as text, without those of the bus itself, whose names begin with <c>MT-</c>.</summary>
    public IReadOnlyDictionary<string, string> Headers { get => field ?? _noHeaders; init; } = _noHeaders;

    /// <summary>The value of a header; null where there is none. Upper and lower case are the same.</summary>
    public string? Header(string name)
    {
        foreach (var (known, value) in Headers)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase))
                return value;
        }

        return null;
    }
}
