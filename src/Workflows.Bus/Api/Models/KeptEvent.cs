using System.ComponentModel;
using System.Text.Json;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>An event that came before its wait was reached.</summary>
[Description("An event that came before its wait was reached.")]
internal sealed record KeptEvent
{
    public KeptEvent(WorkflowKeptEvent kept)
    {
        EventType = kept.EventType;
        EventId = kept.EventId;
        ReceivedAt = kept.ReceivedAt;
        Body = ApiJson.Embed(kept.Body)!.Value;
    }

    [Description("Name of the message type on the bus: its URN.")]
    public string EventType { get; }

    [Description("Its id.")]
    public Guid EventId { get; }

    [Description("When it came.")]
    public DateTimeOffset ReceivedAt { get; }

    [Description("The event.")]
    public JsonElement Body { get; }
}
