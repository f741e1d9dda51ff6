using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of <see cref="KeptEvent"/>. Its names are in the database: they never change.</summary>
internal sealed class StoredKeptEvent
{
    public Guid Id { get; set; }

    public string EventType { get; set; } = "";

    public string Body { get; set; } = "";

    public DateTimeOffset ReceivedAt { get; set; }

    /// <summary>Names of waits that are in no scope.</summary>
    public string[]? Waits { get; set; }

    /// <summary>Waits that are in scopes.</summary>
    public WorkflowPlace[]? Places { get; set; }

    public EventContext? Context { get; set; }

    public static StoredKeptEvent Of(KeptEvent kept) => new()
    {
        Id = kept.Id,
        EventType = kept.EventType,
        Body = kept.Body,
        ReceivedAt = kept.ReceivedAt,
        Waits = kept.Waits.All(wait => wait.Depth > 1) ? null : [.. kept.Waits.Where(wait => wait.Depth == 1).Select(wait => wait.Name)],
        Places = kept.Waits.All(wait => wait.Depth == 1) ? null : [.. kept.Waits.Where(wait => wait.Depth > 1)],
        Context = kept.Context,
    };

    public KeptEvent ToKeptEvent() =>
        new(Id, EventType, Body, ReceivedAt, [.. (Waits ?? []).Select(WorkflowPlace.Of), .. Places ?? []]) { Context = Context };
}
