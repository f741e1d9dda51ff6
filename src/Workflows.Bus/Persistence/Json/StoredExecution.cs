using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>The stored form of <see cref="Execution"/>: what is empty is left out. Its names are in the database: they never change.</summary>
internal sealed class StoredExecution
{
    public StoredToken[]? Tokens { get; set; }

    public Scope[]? Scopes { get; set; }

    public Subscription[]? Subscriptions { get; set; }

    public StoredKeptEvent[]? KeptEvents { get; set; }

    public Guid[]? SeenEvents { get; set; }

    public Guid[]? Commands { get; set; }

    public StoredOutboxMessage[]? Outbox { get; set; }

    public Dictionary<string, string>? Headers { get; set; }

    public int LastToken { get; set; }

    public int LastTimer { get; set; }

    public int LastEntry { get; set; }

    public bool Paused { get; set; }

    public bool Undefined { get; set; }

    /// <summary>As an earlier release stored it, which had one error for all tokens.</summary>
    public WorkflowError? ErrorBefore { get; set; }

    public DateTimeOffset? FaultedAt { get; set; }

    public Guid? TimeoutTimer { get; set; }

    public DateTimeOffset? TimeoutAt { get; set; }

    public bool TimeoutPassed { get; set; }

    public static StoredExecution Of(Execution execution, WorkflowError? error) => new()
    {
        Tokens = execution.Tokens.IsEmpty ? null : [.. execution.Tokens.Select(token => StoredToken.Of(token, error))],
        Scopes = execution.Scopes.IsEmpty ? null : [.. execution.Scopes],
        Subscriptions = execution.Subscriptions.IsEmpty ? null : [.. execution.Subscriptions],
        KeptEvents = execution.KeptEvents.IsEmpty ? null : [.. execution.KeptEvents.Select(StoredKeptEvent.Of)],
        SeenEvents = execution.SeenEvents.IsEmpty ? null : [.. execution.SeenEvents],
        Commands = execution.Commands.IsEmpty ? null : [.. execution.Commands],
        Outbox = execution.Outbox.IsEmpty ? null : [.. execution.Outbox.Select(StoredOutboxMessage.Of)],
        Headers = execution.Headers.IsEmpty ? null : new Dictionary<string, string>(execution.Headers),
        LastToken = execution.LastToken,
        LastTimer = execution.LastTimer,
        LastEntry = execution.LastEntry,
        Paused = execution.Paused,
        Undefined = execution.Undefined,
        FaultedAt = execution.FaultedAt,
        TimeoutTimer = execution.TimeoutTimer,
        TimeoutAt = execution.TimeoutAt,
        TimeoutPassed = execution.TimeoutPassed,
    };

    /// <exception cref="JsonException">Something in it is null that must not be.</exception>
    public Execution ToExecution(WorkflowError? error)
    {
        if (Array.Exists(Subscriptions ?? [], known => known?.Wait is null) || Array.Exists(KeptEvents ?? [], kept => kept is null) || Array.Exists(Scopes ?? [], scope => scope is null) || Array.Exists(Tokens ?? [], token => token?.Node is null))
            throw new JsonException("Tokens, scopes, subscriptions and kept events are objects, with a node or a wait.");

        return ToReadable(error);
    }

    private Execution ToReadable(WorkflowError? error) => new()
    {
        Tokens = FormerErrors.Given([.. (Tokens ?? []).Select(token => token.ToToken(error))], Undefined ? ErrorBefore : HasFailed ? null : error),
        Scopes = [.. Scopes ?? []],
        Subscriptions = [.. Subscriptions ?? []],
        KeptEvents = [.. (KeptEvents ?? []).Select(kept => kept.ToKeptEvent())],
        SeenEvents = [.. SeenEvents ?? []],
        Commands = [.. Commands ?? []],
        Outbox = [.. (Outbox ?? []).Select(held => held.ToOutboxMessage())],
        Headers = Headers is null ? Execution.NoHeaders : Execution.NoHeaders.AddRange(Headers),
        LastToken = LastToken,
        LastTimer = LastTimer,
        LastEntry = LastEntry,
        Paused = Paused,
        Undefined = Undefined,
        FaultedAt = FaultedAt,
        TimeoutTimer = TimeoutTimer,
        TimeoutAt = TimeoutAt,
        TimeoutPassed = TimeoutPassed,
    };

    /// <summary>A message cannot be sent: the error of the instance is about that.</summary>
    private bool HasFailed => Outbox?.Any(held => held.Failure is not null) == true;
}
