using MassTransit;
using MassTransit.Metadata;
using MassTransit.Serialization;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>MassTransit's message envelope around a step message, with the types that compiled serialization code needs.</summary>
internal sealed class StepEnvelope : MessageEnvelope
{
    public string? MessageId { get; set; }

    public string? RequestId { get; set; }

    public string? CorrelationId { get; set; }

    public string? ConversationId { get; set; }

    public string? InitiatorId { get; set; }

    public string? SourceAddress { get; set; }

    public string? DestinationAddress { get; set; }

    public string? ResponseAddress { get; set; }

    public string? FaultAddress { get; set; }

    public string[]? MessageType { get; set; }

    public required ExecuteStep Message { get; set; }

    public DateTime? ExpirationTime { get; set; }

    public DateTime? SentTime { get; set; }

    public Dictionary<string, string>? Headers { get; set; }

    public BusHostInfo? Host { get; set; }

    object? MessageEnvelope.Message => Message;

    Dictionary<string, object?>? MessageEnvelope.Headers =>
        Headers?.ToDictionary(header => header.Key, header => (object?)header.Value, StringComparer.OrdinalIgnoreCase);

    HostInfo? MessageEnvelope.Host => Host;
}
