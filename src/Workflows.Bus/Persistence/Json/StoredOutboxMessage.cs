using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of <see cref="OutboxMessage"/>. Its names are in the database: they never change.</summary>
internal sealed class StoredOutboxMessage
{
    public Guid MessageId { get; set; }

    public Uri? Destination { get; set; }

    public string MessageType { get; set; } = "";

    public string? MessageUrn { get; set; }

    public string? BodyType { get; set; }

    public string Body { get; set; } = "";

    public Dictionary<string, string>? Headers { get; set; }

    public DateTimeOffset? TakenAt { get; set; }

    public int FailureCount { get; set; }

    public WorkflowError? Failure { get; set; }

    public static StoredOutboxMessage Of(OutboxMessage held) => new()
    {
        MessageId = held.Message.MessageId,
        Destination = held.Message.Destination,
        MessageType = held.Message.MessageType,
        MessageUrn = held.Message.MessageUrn,
        BodyType = held.Message.BodyType,
        Body = held.Message.Body,
        Headers = held.Message.Headers is null ? null : new Dictionary<string, string>(held.Message.Headers),
        TakenAt = held.TakenAt,
        FailureCount = held.FailureCount,
        Failure = held.Failure,
    };

    public OutboxMessage ToOutboxMessage() => new(new HeldMessage
    {
        MessageId = MessageId,
        Destination = Destination,
        MessageType = MessageType,
        MessageUrn = MessageUrn,
        BodyType = BodyType,
        Body = Body,
        Headers = Headers,
    })
    {
        TakenAt = TakenAt,
        FailureCount = FailureCount,
        Failure = Failure is { BaseTypes: null } ? Failure with { BaseTypes = [] } : Failure,
    };
}
