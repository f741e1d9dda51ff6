using System.Collections.Immutable;

namespace Workflows.Instances;

/// <summary>One atomic change of one instance, as the engine decided it: stored whole or not at all.</summary>
internal sealed record Transition
{
    /// <summary>The instance after it. Its revision is one above the one that was read.</summary>
    public required WorkflowInstance Instance { get; init; }

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

    /// <summary>Messages of a step that are to be sent once this is committed.</summary>
    public bool HasOutbox => !Instance.Execution.Outbox.IsEmpty;
}

/// <summary>A due time of an instance.</summary>
internal sealed record InstanceTimer(Guid Id, DateTimeOffset DueAt);
