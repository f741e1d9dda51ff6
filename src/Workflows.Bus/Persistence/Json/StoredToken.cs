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

    public WorkflowPlace Scope { get; set; }

    public int Attempt { get; set; }

    public int FailureCount { get; set; }

    public int LossCount { get; set; }

    public int? CarriedBy { get; set; }

    public Guid? Timer { get; set; }

    public DateTimeOffset? DueAt { get; set; }

    public string[]? EventTypes { get; set; }

    public string[]? Received { get; set; }

    public bool Elapsed { get; set; }

    public EndedAttempt? Ended { get; set; }

    /// <summary>Its error, unless that is the one of the instance.</summary>
    public WorkflowError? Error { get; set; }

    /// <summary>Its error is the one of the instance, which stands beside.</summary>
    public bool HasErrorOfInstance { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public string? Worker { get; set; }

    public DateTimeOffset? HeardAt { get; set; }

    public bool Repeated { get; set; }

    public static StoredToken Of(Token token, WorkflowError? instance) => new()
    {
        Id = token.Id,
        Node = token.Node,
        State = token.State,
        Since = token.Since,
        Scope = token.Scope,
        Attempt = token.Attempt,
        FailureCount = token.FailureCount,
        LossCount = token.LossCount,
        CarriedBy = token.CarriedBy,
        Timer = token.Timer,
        DueAt = token.DueAt,
        EventTypes = token.EventTypes.IsEmpty ? null : [.. token.EventTypes],
        Received = token.Received.IsEmpty ? null : [.. token.Received],
        Elapsed = token.Elapsed,
        Ended = token.Ended,
        Error = ReferenceEquals(token.Error, instance) ? null : token.Error,
        HasErrorOfInstance = token.Error is not null && ReferenceEquals(token.Error, instance),
        StartedAt = token.StartedAt,
        Worker = token.Worker,
        HeardAt = token.HeardAt,
        Repeated = token.Repeated,
    };

    public Token ToToken(WorkflowError? instance) => new()
    {
        Id = Id,
        Node = Node,
        State = State,
        Since = Since,
        Scope = Scope,
        Attempt = Attempt,
        FailureCount = FailureCount,
        LossCount = LossCount,
        CarriedBy = CarriedBy,
        Timer = Timer,
        DueAt = DueAt,
        EventTypes = [.. EventTypes ?? []],
        Received = [.. Received ?? []],
        Elapsed = Elapsed,
        Ended = Ended,
        Error = HasErrorOfInstance ? instance : Error is { BaseTypes: null } ? Error with { BaseTypes = [] } : Error,
        StartedAt = StartedAt,
        Worker = Worker,
        HeardAt = HeardAt,
        Repeated = Repeated,
    };
}
