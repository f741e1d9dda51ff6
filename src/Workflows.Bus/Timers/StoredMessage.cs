using System.Net.Mime;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using MassTransit.Context;
using MassTransit.Serialization;
using Workflows.Instances;

namespace Workflows.Timers;

/// <summary>
/// A message as it is to be sent: the body that the bus's serializer made of it, and what the transport is told beside the body.
/// </summary>
internal sealed record StoredMessage
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public Guid? MessageId { get; init; }

    public Guid? RequestId { get; init; }

    public Guid? CorrelationId { get; init; }

    public Guid? ConversationId { get; init; }

    public Guid? InitiatorId { get; init; }

    public Uri? SourceAddress { get; init; }

    public Uri? ResponseAddress { get; init; }

    public Uri? FaultAddress { get; init; }

    /// <summary>Counted from the moment it is sent.</summary>
    public TimeSpan? TimeToLive { get; init; }

    public required string[] MessageTypes { get; init; }

    public string? Headers { get; init; }

    public string? TransportProperties { get; init; }

    public string? Text { get; init; }

    /// <summary>Instead of <see cref="Text"/>, where the serializer writes no text.</summary>
    public byte[]? Bytes { get; init; }

    /// <summary>Bytes of the body.</summary>
    [JsonIgnore]
    public int Size => Text is null ? Bytes?.Length ?? 0 : _strict.GetByteCount(Text);

    public static StoredMessage Of<T>(SendContext<T> context)
        where T : class
    {
        var body = context.Serializer.GetMessageBody(context).GetBytes();
        var text = TextOf(body);
        return new StoredMessage
        {
            MessageId = context.MessageId,
            RequestId = context.RequestId,
            CorrelationId = context.CorrelationId,
            ConversationId = context.ConversationId,
            InitiatorId = context.InitiatorId,
            SourceAddress = context.SourceAddress,
            ResponseAddress = context.ResponseAddress,
            FaultAddress = context.FaultAddress,
            TimeToLive = context.TimeToLive,
            MessageTypes = context.SupportedMessageTypes,
            Headers = SystemTextJsonMessageSerializer.Instance.SerializeDictionary(context.Headers.GetAll()),
            TransportProperties = PropertiesOf(context),
            Text = text,
            Bytes = text is null ? body : null,
        };
    }

    /// <exception cref="UnreadableRowException">It is no message.</exception>
    public static StoredMessage Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<StoredMessage>(json) ?? throw new JsonException("Expected a message, but it is null.");
        }
        catch (JsonException exception)
        {
            throw new UnreadableRowException($"The scheduled message cannot be read: {exception.Message}", exception);
        }
    }

    public string ToJson() => JsonSerializer.Serialize(this);

    /// <summary>Makes the message out of a message that is about to be sent.</summary>
    public void ApplyTo(SendContext context, string contentType)
    {
        context.MessageId = MessageId;
        context.RequestId = RequestId;
        context.CorrelationId = CorrelationId;
        context.ConversationId = ConversationId;
        context.InitiatorId = InitiatorId;
        context.SourceAddress = SourceAddress;
        context.ResponseAddress = ResponseAddress;
        context.FaultAddress = FaultAddress;
        context.TimeToLive = TimeToLive;
        context.SupportedMessageTypes = MessageTypes;
        foreach (var (name, value) in SystemTextJsonMessageSerializer.Instance.DeserializeDictionary<object>(Headers) ?? [])
            context.Headers.Set(name, value);

        if (context is TransportSendContext transport && SystemTextJsonMessageSerializer.Instance.DeserializeDictionary<object>(TransportProperties) is { } properties)
            transport.ReadPropertiesFrom(properties);

        context.Serializer = new CopyBodySerializer(new ContentType(contentType), new BytesMessageBody(Text is null ? Bytes : _strict.GetBytes(Text)));
    }

    private static string? PropertiesOf(SendContext context)
    {
        if (context is not TransportSendContext transport)
            return null;

        var properties = new Dictionary<string, object>(StringComparer.OrdinalIgnoreCase);
        transport.WritePropertiesTo(properties);
        return SystemTextJsonMessageSerializer.Instance.SerializeDictionary(properties);
    }

    private static string? TextOf(byte[] body)
    {
        try
        {
            return _strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
