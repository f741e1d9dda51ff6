using System.Buffers;
using System.Net.Mime;
using System.Text.Encodings.Web;
using System.Text.Json;
using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>
/// Writes step messages in MassTransit's own JSON envelope, which every MassTransit process can read, by code that knows their type:
/// they are most of what the engine sends. A serializer that the application chose for its bus stays in place.
/// </summary>
internal sealed class StepEnvelopeSerializer : IMessageSerializer
{
    /// <summary>Bytes that a thread keeps to write into. A larger state gets room of its own each time.</summary>
    private const int MostKept = 256 * 1024;

    private static readonly StepEnvelopeSerializer _instance = new();

    /// <summary>Only what JSON itself reserves is escaped, as MassTransit does it: the state stays readable in the broker's pages.</summary>
    private static readonly JsonWriterOptions _writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer)? _pad;

    public ContentType ContentType => SystemTextJsonMessageSerializer.JsonContentType;

    /// <summary>Takes the place of MassTransit's default serializer, and of no other.</summary>
    public static void Use<T>(SendContext<T> context)
        where T : class
    {
        if (typeof(T) == typeof(ExecuteStep) && context.Serializer is SystemTextJsonMessageSerializer stock && stock.ContentType.Equals(_instance.ContentType))
            context.Serializer = _instance;
    }

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class =>
        context is { Message: ExecuteStep message, TimeToLive: null } && TryGetHeaders(context.Headers, out var headers)
            ? new BytesMessageBody(Write(Envelope(context, message, headers)))
            : SystemTextJsonMessageSerializer.Instance.GetMessageBody(context);

    /// <returns>False: a filter of the application added a header that is not text.</returns>
    private static bool TryGetHeaders(SendHeaders headers, out Dictionary<string, string>? texts)
    {
        texts = null;
        foreach (var (name, value) in headers.GetAll())
        {
            if (value is not string text)
                return false;

            texts ??= new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            texts[name] = text;
        }

        return true;
    }

    private static byte[] Write(StepEnvelope envelope)
    {
        var (buffer, writer) = _pad ??= Pad();
        try
        {
            JsonSerializer.Serialize(writer, envelope, StepEnvelopeJson.Default.StepEnvelope);
            return buffer.WrittenSpan.ToArray();
        }
        finally
        {
            buffer.ResetWrittenCount();
            writer.Reset();
            if (buffer.Capacity > MostKept)
                _pad = null;
        }
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Writer) Pad()
    {
        var buffer = new ArrayBufferWriter<byte>();
        return (buffer, new Utf8JsonWriter(buffer, _writing));
    }

    private static StepEnvelope Envelope(SendContext context, ExecuteStep message, Dictionary<string, string>? headers) => new()
    {
        MessageId = context.MessageId?.ToString(),
        RequestId = context.RequestId?.ToString(),
        CorrelationId = context.CorrelationId?.ToString(),
        ConversationId = context.ConversationId?.ToString(),
        InitiatorId = context.InitiatorId?.ToString(),
        SourceAddress = context.SourceAddress?.ToString(),
        DestinationAddress = context.DestinationAddress?.ToString(),
        ResponseAddress = context.ResponseAddress?.ToString(),
        FaultAddress = context.FaultAddress?.ToString(),
        MessageType = context.SupportedMessageTypes,
        Message = message,
        SentTime = context.SentTime,
        Headers = headers,
        Host = HostMetadataCache.Host as BusHostInfo,
    };
}
