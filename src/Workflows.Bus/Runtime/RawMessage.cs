using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Workflows.Runtime;

/// <summary>A message as it came, whatever type and serializer it is of: it can be kept and sent again by a process that cannot read it.</summary>
internal sealed record RawMessage
{
    private static readonly string[] _ofTheTransport = ["RabbitMQ-", "x-", MessageHeaders.ContentType, MessageHeaders.TransportMessageId];

    public required string? ContentType { get; init; }

    public required byte[] Body { get; init; }

    public required Guid MessageId { get; init; }

    /// <summary>URNs of its types.</summary>
    public required IReadOnlyList<string> Types { get; init; }

    /// <summary>What the transport has beside the body. Texts, numbers and truth values.</summary>
    public IReadOnlyDictionary<string, object> Headers { get; init; } = new Dictionary<string, object>();

    public static RawMessage Of(ConsumeContext context, Guid messageId, IReadOnlyList<string> types)
    {
        var delivery = context.ReceiveContext;
        return new RawMessage
        {
            ContentType = delivery.ContentType?.ToString(),
            Body = delivery.Body.GetBytes(),
            MessageId = messageId,
            Types = types,
            Headers = delivery.TransportHeaders.GetAll()
                .Where(header => !_ofTheTransport.Any(name => header.Key.StartsWith(name, StringComparison.OrdinalIgnoreCase)) && header.Value is string or int or long or bool)
                .DistinctBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <exception cref="JsonException">It is none.</exception>
    public static RawMessage FromJson(string json)
    {
        var message = JsonSerializer.Deserialize<RawMessage>(json) ?? throw new JsonException("Expected a message, but found null.");
        return message with { Headers = message.Headers.ToDictionary(header => header.Key, header => ValueOf((JsonElement)header.Value), StringComparer.OrdinalIgnoreCase) };
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    public void ApplyTo(SendContext context)
    {
        context.MessageId = MessageId;
        context.Serializer = new CopyBodySerializer(ContentType is null ? SystemTextJsonMessageSerializer.JsonContentType : new ContentType(ContentType), new BytesMessageBody(Body));
        foreach (var (name, value) in Headers)
            context.Headers.Set(name, value);

        // What names no type came to the exchange of its type, which tells nothing any more.
        if (!context.Headers.TryGetHeader(MessageHeaders.MessageType, out _))
            context.Headers.Set(MessageHeaders.MessageType, string.Join(';', Types));

        Mandatory.Set(context);
    }

    private static object ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number => value.GetInt64(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => value.GetString() ?? "",
    };
}

/// <summary>Stands for the type of a message that is sent again as it came.</summary>
internal sealed record SentAgain;
