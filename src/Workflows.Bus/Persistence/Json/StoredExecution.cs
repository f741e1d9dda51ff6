using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of <see cref="Execution"/>: what is empty is left out. Its names are in the database: they never change.</summary>
internal sealed class StoredExecution
{
    public StoredToken[]? Tokens { get; set; }

    public Subscription[]? Subscriptions { get; set; }

    public KeptEvent[]? KeptEvents { get; set; }

    public Guid[]? SeenEvents { get; set; }

    public Guid[]? Commands { get; set; }

    public HeldMessage[]? Outbox { get; set; }

    public int LastToken { get; set; }

    public int LastTimer { get; set; }

    public int LastEntry { get; set; }

    public bool Paused { get; set; }

    public bool Undefined { get; set; }

    public Guid? TimeoutTimer { get; set; }

    public DateTimeOffset? TimeoutAt { get; set; }

    public bool TimeoutPassed { get; set; }

    public static StoredExecution Of(Execution execution) => new()
    {
        Tokens = execution.Tokens.IsEmpty ? null : [.. execution.Tokens.Select(StoredToken.Of)],
        Subscriptions = execution.Subscriptions.IsEmpty ? null : [.. execution.Subscriptions],
        KeptEvents = execution.KeptEvents.IsEmpty ? null : [.. execution.KeptEvents],
        SeenEvents = execution.SeenEvents.IsEmpty ? null : [.. execution.SeenEvents],
        Commands = execution.Commands.IsEmpty ? null : [.. execution.Commands],
        Outbox = execution.Outbox.IsEmpty ? null : [.. execution.Outbox],
        LastToken = execution.LastToken,
        LastTimer = execution.LastTimer,
        LastEntry = execution.LastEntry,
        Paused = execution.Paused,
        Undefined = execution.Undefined,
        TimeoutTimer = execution.TimeoutTimer,
        TimeoutAt = execution.TimeoutAt,
        TimeoutPassed = execution.TimeoutPassed,
    };

    public Execution ToExecution() => new()
    {
        Tokens = [.. (Tokens ?? []).Select(token => token.ToToken())],
        Subscriptions = [.. Subscriptions ?? []],
        KeptEvents = [.. KeptEvents ?? []],
        SeenEvents = [.. SeenEvents ?? []],
        Commands = [.. Commands ?? []],
        Outbox = [.. Outbox ?? []],
        LastToken = LastToken,
        LastTimer = LastTimer,
        LastEntry = LastEntry,
        Paused = Paused,
        Undefined = Undefined,
        TimeoutTimer = TimeoutTimer,
        TimeoutAt = TimeoutAt,
        TimeoutPassed = TimeoutPassed,
    };
}
