using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Text.Json;
using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>
/// Reads step messages out of MassTransit's JSON envelope in one pass, whoever wrote them. What it cannot read, the default deserializer reads or refuses.
/// </summary>
internal sealed class StepEnvelopeDeserializer : IMessageDeserializer, ISerializerFactory
{
    private static readonly string _stepType = MessageUrn.ForTypeString<ExecuteStep>();

    private readonly SystemTextJsonMessageSerializer _stock = new();

    public ContentType ContentType => _stock.ContentType;

    public IMessageSerializer CreateSerializer() => _stock;

    public IMessageDeserializer CreateDeserializer() => this;

    public void Probe(ProbeContext context) => _stock.Probe(context);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) =>
        new BodyConsumeContext(receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        Read(body.GetBytes()) is { MessageType: { } types, Message: not null } envelope && types.Contains(_stepType)
            ? new StepSerializerContext(_stock, types, envelope)
            : _stock.Deserialize(body, headers, destinationAddress);

    public MessageBody GetMessageBody(string text) => _stock.GetMessageBody(text);

    private static StepEnvelope? Read(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, StepEnvelopeJson.Default.StepEnvelope);
        }
        catch (JsonException)
        {
            // Another message, or an envelope of another make: the default deserializer has the last word.
            return null;
        }
    }

    private sealed class StepSerializerContext(SystemTextJsonMessageSerializer stock, string[] types, StepEnvelope envelope)
        : SystemTextJsonSerializerContext(stock, SystemTextJsonMessageSerializer.Options, stock.ContentType, new EnvelopeMessageContext(envelope, stock), types, envelope, envelope.Message)
    {
        public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
        {
            message = messageType.IsInstanceOfType(Message) ? Message : null;
            return message is not null;
        }
    }
}
