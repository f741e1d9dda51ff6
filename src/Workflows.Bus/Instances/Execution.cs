using System.Collections.Immutable;

namespace Workflows.Instances;

/// <summary>The engine's own part of an instance: where it is and what it is open for. Its size does not grow with the length of a run.</summary>
internal sealed record Execution
{
    public static readonly ImmutableSortedDictionary<string, string> NoHeaders = ImmutableSortedDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase);

    public static readonly Execution Empty = new();

    /// <summary>One per active branch, in the order they were opened.</summary>
    public ImmutableArray<Token> Tokens { get; init; } = [];

    /// <summary>Those that are open, in the order they were opened: one that lies in another stands behind it.</summary>
    public ImmutableArray<Scope> Scopes { get; init; } = [];

    /// <summary>Events that it listens for.</summary>
    public ImmutableArray<Subscription> Subscriptions { get; init; } = [];

    /// <summary>Events that came before their wait was reached, oldest first.</summary>
    public ImmutableArray<KeptEvent> KeptEvents { get; init; } = [];

    /// <summary>Ids of events already taken or kept, latest last.</summary>
    public ImmutableArray<Guid> SeenEvents { get; init; } = [];

    /// <summary>Ids of the commands that were obeyed last, latest last.</summary>
    public ImmutableArray<Guid> Commands { get; init; } = [];

    /// <summary>Messages of steps that are not yet known to be sent.</summary>
    public ImmutableArray<OutboxMessage> Outbox { get; init; } = [];

    /// <summary>Headers that go with every message of its steps. Upper and lower case of their names are the same.</summary>
    public ImmutableSortedDictionary<string, string> Headers { get; init; } = NoHeaders;

    /// <summary>Number of the last token that was opened.</summary>
    public int LastToken { get; init; }

    /// <summary>Number of the last timer that was set.</summary>
    public int LastTimer { get; init; }

    /// <summary>Sequence number of the last journal entry.</summary>
    public int LastEntry { get; init; }

    public bool Paused { get; init; }

    /// <summary>The definition it runs on is not known to the process that handled it last: nothing moves until it is.</summary>
    public bool Undefined { get; init; }

    /// <summary>Since when something is wrong with the instance as a whole: its definition is missing, or a message cannot be sent.</summary>
    public DateTimeOffset? FaultedAt { get; init; }

    /// <summary>The timer that limits the life of the instance.</summary>
    public Guid? TimeoutTimer { get; init; }

    public DateTimeOffset? TimeoutAt { get; init; }

    /// <summary>The time limit passed while nothing could move.</summary>
    public bool TimeoutPassed { get; init; }

    /// <summary>A message of a step cannot be sent: nothing moves until an operator has it sent again, or gives it up.</summary>
    public bool HasUnsendable
    {
        get
        {
            foreach (var held in Outbox)
            {
                if (held.Failure is not null)
                    return true;
            }

            return false;
        }
    }

    public bool IsHeld => Paused || Undefined || HasUnsendable;

    /// <summary>When the first of what it has due is due. What elapsed while nothing could move is not due any more.</summary>
    public DateTimeOffset? EarliestDueAt
    {
        get
        {
            var earliest = TimeoutAt;
            foreach (var token in Tokens)
            {
                if (token is { DueAt: { } dueAt, Elapsed: false } && !(earliest <= dueAt))
                    earliest = dueAt;
            }

            return earliest;
        }
    }
}
