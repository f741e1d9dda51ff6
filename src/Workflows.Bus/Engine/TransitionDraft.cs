using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Collects what one decision changes, and makes a transition of it.</summary>
internal sealed class TransitionDraft
{
    private readonly WorkflowInstance _before;
    private readonly JournalDraft _journal;
    private readonly List<InstanceTimer> _timersSet = [];
    private readonly List<Guid> _timersCanceled = [];
    private readonly List<int> _dispatched = [];
    private Guid? _spent;

    public TransitionDraft(WorkflowPlan? plan, WorkflowInstance before, EngineSettings settings, DateTimeOffset now)
    {
        _before = before;
        _journal = new JournalDraft(before.Execution.LastEntry);
        Plan = plan;
        Settings = settings;
        Now = now;
        Tokens = [.. before.Execution.Tokens];
        Kept = [.. before.Execution.KeptEvents];
        Seen = [.. before.Execution.SeenEvents];
        Outbox = [.. before.Execution.Outbox];
        Execution = before.Execution;
        Error = before.Error;
        EndedAs = before.Status.IsTerminal() ? before.Status : null;
        State = new StateDraft(plan, settings.Json, before.State);
    }

    public WorkflowPlan? Plan { get; }

    public EngineSettings Settings { get; }

    public DateTimeOffset Now { get; }

    public Guid InstanceId => _before.Id;

    public List<Token> Tokens { get; }

    public List<KeptEvent> Kept { get; }

    public List<Guid> Seen { get; }

    public List<HeldMessage> Outbox { get; }

    /// <summary>Counters and flags. What stands in lists of this draft is put in at the end.</summary>
    public Execution Execution { get; set; }

    public StateDraft State { get; }

    public WorkflowError? Error { get; set; }

    /// <summary>The status it ended with; null while it lives.</summary>
    public WorkflowStatus? EndedAs { get; private set; }

    public bool IsUnguarded { get; set; }

    /// <summary>The job that what is decided belongs to: stands beside whoever acted.</summary>
    public Guid? JobId { get; init; }

    public bool IsHeld => Execution.IsHeld;

    /// <summary>Waits that the instance may still come to.</summary>
    public IEnumerable<WaitNode> WaitsAhead => Tokens.Count == 1
        ? Plan?.Find(Tokens[0].Node)?.WaitsAhead ?? []
        : Tokens.SelectMany(token => Plan?.Find(token.Node)?.WaitsAhead ?? []).Distinct();

    /// <summary>Nothing has happened to the instance for at least half of the time after which it counts as forgotten.</summary>
    public bool WasSilent => Now - _before.UpdatedAt >= Settings.StaleAfter / 2;

    /// <summary>There is nothing to store and nothing to send, and the sweeper need not be told anything new.</summary>
    public bool ChangesNothing =>
        _journal.Entries.Count == 0 && _dispatched.Count == 0 && Outbox.Count == 0
        && Staleness.Of(_before.Execution, false, Now, Settings.StaleAfter) == _before.StaleAt;

    /// <summary>Tokens whose step goes out with this transition.</summary>
    public IEnumerable<Token> DispatchedTokens => Tokens.Where(token => token.State == WorkflowTokenState.Dispatched && _dispatched.Contains(token.Id));

    public void Write(EntryKind kind, Token? token = null, string? node = null, string? actor = null, string? reason = null,
        EntryDetail? detail = null, WorkflowError? error = null, string? patch = null)
    {
        _journal.Write(new JournalEntry
        {
            Sequence = _journal.Last + 1,
            At = Now,
            Kind = kind,
            Node = token?.Node ?? node,
            Token = token?.Id,
            Attempt = token is { Attempt: > 0 } ? token.Attempt : null,
            Actor = ErrorText.Short(actor),
            Reason = ErrorText.Short(reason),
            Detail = detail,
            Error = error,
            Patch = patch,
            JobId = actor is null ? null : JobId,
        });
    }

    /// <summary>Holds the instance from here on.</summary>
    public void Pause(string? reason, string? actor = null)
    {
        Execution = Execution with { Paused = true };
        Write(EntryKind.WorkflowPaused, actor: actor, reason: reason);
    }

    public Token Open(string node, WorkflowTokenState state, int attempt = 0, DateTimeOffset? dueAt = null,
        ImmutableArray<string>? received = null, ImmutableArray<string>? eventTypes = null)
    {
        Execution = Execution with { LastToken = Execution.LastToken + 1 };
        var token = new Token { Id = Execution.LastToken, Node = node, State = state, Since = Now, Attempt = attempt, Received = received ?? [], EventTypes = eventTypes ?? [] };
        if (dueAt is not null)
            token = token with { Timer = SetTimer(dueAt.Value), DueAt = dueAt };

        Tokens.Add(token);
        _journal.NoteOpened(token);
        if (state == WorkflowTokenState.Dispatched)
            _dispatched.Add(token.Id);

        return token;
    }

    /// <summary>Puts a changed token in the place of the one with its number.</summary>
    public void Update(Token token)
    {
        var at = Tokens.FindIndex(known => known.Id == token.Id);
        if (token.Timer != Tokens[at].Timer)
            CancelTimer(Tokens[at].Timer);

        if (StatusOf.Token(token.State) != StatusOf.Token(Tokens[at].State))
            _journal.NoteOpened(token);

        Tokens[at] = token with { CarriedBy = null };
        if (token.State == WorkflowTokenState.Dispatched && !_dispatched.Contains(token.Id))
            _dispatched.Add(token.Id);
    }

    public void Close(Token token)
    {
        CancelTimer(token.Timer);
        Tokens.RemoveAll(known => known.Id == token.Id);
        _dispatched.Remove(token.Id);
        _journal.NoteClosed(token);
    }

    /// <summary>A command that is delivered again finds itself here.</summary>
    public void Obey(OperationTrigger operation)
    {
        if (operation.CommandId is { } id)
            Execution = Execution with { Commands = [.. Execution.Commands.TakeLast(CommandLimit - 1), id] };
    }

    public void CloseAll()
    {
        foreach (var token in Tokens.ToArray())
            Close(token);
    }

    public Guid SetTimer(DateTimeOffset dueAt)
    {
        Execution = Execution with { LastTimer = Execution.LastTimer + 1 };
        var timer = new InstanceTimer(DeterministicId.OfTimer(InstanceId, Execution.LastTimer), dueAt);
        _timersSet.Add(timer);
        return timer.Id;
    }

    /// <summary>The timer went off: its row goes by itself, and is locked until then.</summary>
    public void Spend(Guid timer) => _spent = timer;

    public void CancelTimer(Guid? timer)
    {
        if (timer is not null && timer != _spent && _timersSet.RemoveAll(set => set.Id == timer) == 0)
            _timersCanceled.Add(timer.Value);
    }

    public void End(WorkflowStatus status)
    {
        CloseAll();
        CancelTimer(Execution.TimeoutTimer);
        Execution = Execution with { TimeoutTimer = null, TimeoutAt = null, TimeoutPassed = false, Paused = false, Undefined = false };
        Kept.Clear();
        EndedAs = status;
    }

    /// <param name="listenAsBefore">Leaves subscriptions and kept events as they are, without asking the definition, which may not be known here.</param>
    public Decision Build(bool listenAsBefore = false)
    {
        var listening = listenAsBefore ? _before.Execution.Subscriptions : Listening.For(this, _before.Execution.Subscriptions);
        if (!listenAsBefore)
            Trim();

        var execution = Execution with
        {
            Tokens = [.. Tokens],
            Subscriptions = listening,
            KeptEvents = [.. Kept],
            SeenEvents = [.. Seen],
            Outbox = [.. Outbox],
            LastEntry = _journal.Last,
        };
        var instance = _before with
        {
            Revision = _before.Revision + 1,
            Status = EndedAs ?? StatusOf.Living(execution),
            State = State.Text,
            Execution = execution,
            Error = Error,
            UpdatedAt = Now,
            FinishedAt = EndedAs is null ? null : _before.FinishedAt ?? Now,
            StaleAt = Staleness.Of(execution, IsUnguarded, Now, Settings.StaleAfter),
        };
        return new Changed(new Transition
        {
            Instance = instance,
            IsNew = _before.Revision == 0,
            StateChanged = !ReferenceEquals(_before.State, instance.State),
            Entries = [.. _journal.Entries],
            TimersSet = [.. _timersSet],
            TimersCanceled = [.. _timersCanceled],
            Subscribed = [.. listening.Except(_before.Execution.Subscriptions)],
            Unsubscribed = [.. _before.Execution.Subscriptions.Except(listening)],
            Dispatched = [.. DispatchedTokens],
        });
    }

    /// <summary>Events that no wait ahead can take are forgotten. What was taken stays known: a rewind may bring the wait back, and a redelivery the event.</summary>
    private void Trim()
    {
        if (Kept.Count > 0)
            Kept.RemoveAll(kept => !WaitsAhead.Any(wait => kept.Waits.Contains(wait.Name) && Listening.Awaits(this, wait, kept.EventType)));

        if (Seen.Count > SeenLimit)
            Seen.RemoveRange(0, Seen.Count - SeenLimit);
    }

    private const int SeenLimit = 256;

    private const int CommandLimit = 8;
}
