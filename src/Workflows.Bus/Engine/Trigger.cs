using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>What happens to an instance. The engine decides what comes of it.</summary>
internal abstract record Trigger
{
    /// <summary>The job over many instances that it belongs to.</summary>
    public Guid? JobId { get; init; }
}

/// <summary>Start it.</summary>
internal sealed record StartTrigger : Trigger
{
    /// <summary>The starting state: the user's object.</summary>
    public required object State { get; init; }

    /// <summary>Key given by the caller; null: from the state.</summary>
    public string? Key { get; init; }

    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>Headers to carry that the caller gave.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    /// <summary>What came with the message that starts it.</summary>
    public EventContext Context { get; init; } = EventContext.None;

    public DateTimeOffset? StartAt { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }

    /// <summary>URN of the message type that started it, where one did.</summary>
    public string? EventType { get; init; }

    public Guid? EventId { get; init; }

    public string? TraceParent { get; init; }

    /// <summary>Nobody delivers this start again if the process dies behind the commit.</summary>
    public bool IsUnguarded { get; init; }

    /// <summary>The first step runs under the message that starts it; null: it gets a message of its own.</summary>
    public int? Carrier { get; init; }
}

/// <summary>An attempt has been running for a moment.</summary>
internal sealed record StepStartedTrigger(int Token, int Attempt, string Worker, DateTimeOffset StartedAt) : Trigger;

/// <summary>An attempt goes on.</summary>
internal sealed record StepRunningTrigger(int Token, int Attempt, string Worker, DateTimeOffset StartedAt) : Trigger
{
    /// <summary>The worker learns what comes of its report, and ends what is not its own: the report of another is none. Workers without the store of earlier releases do not ask.</summary>
    public bool MustOwn { get; init; }

    /// <summary>Its message was delivered again, so that a worker whose start is recorded is gone. It runs nothing yet.</summary>
    public bool IsRedelivered { get; init; }
}

/// <summary>A worker came upon a step of an instance that is held.</summary>
internal sealed record StepHeldTrigger(int Token, int Attempt) : Trigger;

/// <summary>The worker that ran an attempt is gone.</summary>
internal sealed record StepLostTrigger(int Token, int Attempt, int? Carrier = null) : Trigger;

/// <summary>An attempt ended.</summary>
internal sealed record StepEndedTrigger : Trigger
{
    public required int Token { get; init; }

    public required int Attempt { get; init; }

    public required StepOutcome Outcome { get; init; }

    public StateChange? Change { get; init; }

    /// <summary>What the step returned, as JSON; null: nothing.</summary>
    public string? Result { get; init; }

    public string? Reason { get; init; }

    public TimeSpan? ReattemptAfter { get; init; }

    public WorkflowError? Error { get; init; }

    public IReadOnlyList<HeldMessage> Messages { get; init; } = [];

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required string Worker { get; init; }

    /// <summary>The worker can go on by itself with a step of the same queue, under the message of this token. Null: every step is sent.</summary>
    public int? Carrier { get; init; }
}

/// <summary>What a step changed: the patch, and where it is known the text it began with and the text it made of it.</summary>
internal sealed record StateChange(string Patch, string? Before = null, string? After = null);

/// <summary>A timer is due, by the clock of whoever sent it.</summary>
/// <param name="Timer">The timer.</param>
/// <param name="SentAt">What that clock showed; null: not known.</param>
internal sealed record TimerTrigger(Guid Timer, DateTimeOffset? SentAt = null) : Trigger;

/// <summary>An event came.</summary>
internal sealed record EventTrigger : Trigger
{
    public required Guid EventId { get; init; }

    public required Type EventType { get; init; }

    public required object Event { get; init; }

    /// <summary>What came with it.</summary>
    public EventContext Context { get; init; } = EventContext.None;

    /// <summary>Sent to this instance, whatever its key.</summary>
    public bool IsDirect { get; init; }

    public string? Actor { get; init; }

    public string? Reason { get; init; }
}

/// <summary>Held messages are known to be sent.</summary>
internal sealed record MessagesSentTrigger(IReadOnlyCollection<Guid> MessageIds) : Trigger;

/// <summary>A held message could not be sent, though the broker takes others.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="Error">Why.</param>
/// <param name="IsFinal">However often that is tried.</param>
internal sealed record MessageFailedTrigger(Guid MessageId, WorkflowError Error, bool IsFinal) : Trigger;

/// <summary>The message that asks for an attempt cannot be sent, however often that is tried.</summary>
internal sealed record StepUnsentTrigger(int Token, int Attempt, WorkflowError Error) : Trigger;

/// <summary>It has been silent for too long.</summary>
internal sealed record RedriveTrigger : Trigger;

/// <summary>Its definition changed under its name and version: it may listen for what that had before.</summary>
internal sealed record ListenTrigger : Trigger;

/// <summary>A command of an operator.</summary>
internal abstract record OperationTrigger(string? Actor, string? Reason) : Trigger
{
    /// <summary>Id of the message that brought it: obeyed once. Null: it cannot come twice.</summary>
    public Guid? CommandId { get; init; }
}
