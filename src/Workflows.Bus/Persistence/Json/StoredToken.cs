using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of <see cref="Token"/>. Its names are in the database: they never change.</summary>
internal sealed class StoredToken
{
    public int Id { get; set; }

    public string Node { get; set; } = "";

    public WorkflowTokenState State { get; set; }

    public DateTimeOffset Since { get; set; }

    public int Iteration { get; set; }

    public int Attempt { get; set; }

    public int FailureCount { get; set; }

    public int LossCount { get; set; }

    public int? CarriedBy { get; set; }

    public Guid? Timer { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public string[]? EventTypes { get; set; }

    public string[]? Received { get; set; }

    public bool Elapsed { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public string? Worker { get; set; }

    public static StoredToken Of(Token token) => new()
    {
        Id = token.Id,
        Node = token.Node,
        State = token.State,
        Since = token.Since,
        Iteration = token.Iteration,
        Attempt = token.Attempt,
        FailureCount = token.FailureCount,
        LossCount = token.LossCount,
        CarriedBy = token.CarriedBy,
        Timer = token.Timer,
        DueAt = token.DueAt,
        EventTypes = token.EventTypes.IsEmpty ? null : [.. token.EventTypes],
        Received = token.Received.IsEmpty ? null : [.. token.Received],
        Elapsed = token.Elapsed,
        StartedAt = token.StartedAt,
        Worker = token.Worker,
    };

    public Token ToToken() => new()
    {
        Id = Id,
        Node = Node,
        State = State,
        Since = Since,
        Iteration = Iteration,
        Attempt = Attempt,
        FailureCount = FailureCount,
        LossCount = LossCount,
        CarriedBy = CarriedBy,
        Timer = Timer,
        DueAt = DueAt,
        EventTypes = [.. EventTypes ?? []],
        Received = [.. Received ?? []],
        Elapsed = Elapsed,
        StartedAt = StartedAt,
        Worker = Worker,
    };
}
