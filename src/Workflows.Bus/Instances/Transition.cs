using System.Collections.Immutable;
using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>One atomic change of one instance, as the engine decided it: stored whole or not at all.</summary>
internal sealed record Transition
{
    /// <summary>The instance after it. Its revision is one above the one that was read.</summary>
    public required WorkflowInstance Instance { get; init; }

    /// <summary>The instance as it was read; null: it is new.</summary>
    public WorkflowInstance? Before { get; init; }

    /// <summary>Whether the instance is stored for the first time.</summary>
    public required bool IsNew { get; init; }

    /// <summary>Whether the state is different from the one that was read.</summary>
    public required bool StateChanged { get; init; }

    public required ImmutableArray<JournalEntry> Entries { get; init; }

    public ImmutableArray<InstanceTimer> TimersSet { get; init; } = [];

    public ImmutableArray<Guid> TimersCanceled { get; init; } = [];

    public ImmutableArray<Subscription> Subscribed { get; init; } = [];

    public ImmutableArray<Subscription> Unsubscribed { get; init; } = [];

    /// <summary>
    /// Those of <see cref="Unsubscribed"/> whose wait does not listen with that key any more. Events of one wait may share a key, and a store knows who
    /// listens by wait and key.
    /// </summary>
    public IEnumerable<Subscription> KeysReleased => Unsubscribed.Where(ended =>
        !Instance.Execution.Subscriptions.Any(known => known.Wait == ended.Wait && known.Key == ended.Key));

    /// <summary>Tokens whose step is to be sent to a queue (or continued with) once this is committed.</summary>
    public ImmutableArray<Token> Dispatched { get; init; } = [];

    /// <summary>Attempts that were out and are canceled by this: what they report changes nothing.</summary>
    public ImmutableArray<RunningKey> Canceled { get; init; } = [];

    /// <summary>
    /// Messages of steps that whoever commits this sends: those that it adds, and those whose sender is gone. What else is in the outbox of the instance is
    /// being sent by whoever committed that.
    /// </summary>
    public ImmutableArray<HeldMessage> Held { get; init; } = [];
}

/// <summary>A due time of an instance.</summary>
internal sealed record InstanceTimer(Guid Id, DateTimeOffset DueAt)
{
    /// <summary>What happens when it goes off.</summary>
    public required WorkflowTimerPurpose Purpose { get; init; }

    /// <summary>What it moves; null: the instance as a whole.</summary>
    public WorkflowPlace? Place { get; init; }

    /// <summary>Number of the token that it moves; null: the instance as a whole.</summary>
    public int? Token { get; init; }
}
