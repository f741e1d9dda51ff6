using System.Net.Mime;
using System.Text;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;

namespace Workflows.Runtime;

/// <summary>
/// Writes a held message as the step gave it, in MassTransit's own envelope or, where the bus writes raw JSON, without one. The object may lack what cannot be
/// read back: a member of an abstract type, a collection without a setter. A message that a filter put in its place is written as it is.
/// </summary>
internal sealed class HeldBodySerializer(string body, object message, IMessageSerializer stock) : IMessageSerializer
{
    public ContentType ContentType => stock.ContentType;

    /// <summary>Whether it can stand in for a serializer: for those of MassTransit that write the JSON which is kept. Any other is given the object.</summary>
    public static bool CanReplace(IMessageSerializer stock) => stock is SystemTextJsonMessageSerializer or SystemTextJsonRawMessageSerializer;

    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        if (!ReferenceEquals(context.Message, message))
            return stock.GetMessageBody(context);

        if (stock is SystemTextJsonRawMessageSerializer)
        {
            // It sets the headers that stand for the envelope. What it would write is written only when somebody reads it.
            stock.GetMessageBody(context);
            return new BytesMessageBody(Encoding.UTF8.GetBytes(body));
        }

        using var content = JsonDocument.Parse(body);
        var envelope = new JsonMessageEnvelope(context, content.RootElement);
        return new BytesMessageBody(JsonSerializer.SerializeToUtf8Bytes(envelope, SystemTextJsonMessageSerializer.Options));
    }
}
