using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>Collects what one decision changes, and makes a transition of it.</summary>
internal sealed class TransitionDraft
{
    private readonly JournalDraft _journal;
    private readonly TimerDraft _timers;
    private readonly List<int> _dispatched = [];
    private readonly List<RunningKey> _canceled = [];
    private readonly OutboxDraft _outbox;

    public TransitionDraft(ICourse? course, WorkflowInstance before, EngineSettings settings, DateTimeOffset now)
    {
        Before = before;
        _journal = new JournalDraft(before.Execution.LastEntry);
        _timers = new TimerDraft(before.Id, before.Execution.LastTimer);
        Course = course;
        Settings = settings;
        Now = now;
        Tokens = [.. before.Execution.Tokens];
        Scopes = [.. before.Execution.Scopes];
        Kept = [.. before.Execution.KeptEvents];
        Seen = [.. before.Execution.SeenEvents];
        _outbox = new OutboxDraft(before, settings.StaleAfter, now);
        Execution = before.Execution;
        Error = before.Error;
        EndedAs = before.Status.IsTerminal() ? before.Status : null;
        State = new StateDraft(course?.Terms.StateType, settings.Json, before.State);
    }

    /// <summary>As it was when the decision began.</summary>
    public WorkflowInstance Before { get; }

    /// <summary>What comes next is asked of it; null: the program is not known here.</summary>
    public ICourse? Course { get; }

    public ProgramTerms Terms => Course!.Terms;

    public EngineSettings Settings { get; }

    public DateTimeOffset Now { get; }

    public Guid InstanceId => Before.Id;

    public List<Token> Tokens { get; }

    /// <summary>Those that are open: one that lies in another stands behind it.</summary>
    public List<Scope> Scopes { get; }

    public List<KeptEvent> Kept { get; }

    public List<Guid> Seen { get; }

    public List<OutboxMessage> Outbox => _outbox.Messages;

    /// <summary>Counters and flags. What stands in lists of this draft is put in at the end.</summary>
    public Execution Execution { get; set; }

    public StateDraft State { get; }

    /// <summary>The error about the instance as a whole: its definition is missing, or why it ended.</summary>
    public WorkflowError? Error { get; set; }

    /// <summary>The worst error there is.</summary>
    public WorkflowError? CurrentError => EndedAs is null ? InstanceError.OfLiving(Execution with { Tokens = [.. Tokens], Outbox = [.. Outbox] }, Error) : Error;

    /// <summary>The status it ended with; null while it lives.</summary>
    public WorkflowStatus? EndedAs { get; private set; }

    public bool IsUnguarded { get; set; }

    /// <summary>The job that what is decided belongs to: stands beside whoever acted.</summary>
    public Guid? JobId { get; init; }

    /// <summary>The instance as it is stored, where names in it were brought up to date; null: as it is given.</summary>
    public WorkflowInstance? Stored { get; init; }

    /// <summary>Whether what is decided sends messages whose sender seems to be gone.</summary>
    public bool SendsForgotten { get; init; } = true;

    public bool IsHeld => Execution.Paused || Execution.Undefined || HasUnsendable;

    public bool HasUnsendable => Outbox.Exists(held => held.Failure is not null);

    /// <summary>Waits that the instance may still come to.</summary>
    public IEnumerable<WaitAhead> WaitsAhead => Course?.WaitsAhead(Tokens, Scopes) ?? [];

    /// <summary>There is nothing to store and nothing to send, and the sweeper need not be told anything new.</summary>
    public bool ChangesNothing =>
        _journal.Entries.Count == 0 && _dispatched.Count == 0 && !_outbox.HasForgotten
        && Staleness.Of(Before.Execution, false, Now, Settings.StaleAfter) == Before.StaleAt;

    /// <summary>Tokens whose step goes out with this transition.</summary>
    public IEnumerable<Token> DispatchedTokens => Tokens.Where(token => token.State == WorkflowTokenState.Dispatched && _dispatched.Contains(token.Id));

    /// <returns>The node at which the branch stands; null: it is not known here.</returns>
    public ProgramNode? Find(Token token) => Course?.Find(token.Scope, token.Node);

    public ProgramStep StepOf(Token token) => (ProgramStep)Find(token)!;

    public void Write(EntryKind kind, Token? token = null, string? node = null, string? actor = null, string? reason = null,
        EntryDetail? detail = null, WorkflowError? error = null, string? patch = null, WorkflowPlace scope = default)
    {
        _journal.Write(new JournalEntry
        {
            Sequence = _journal.Last + 1,
            At = Now,
            Kind = kind,
            Node = token?.Node ?? node,
            Place = token?.Place ?? (node is null ? null : scope.In(node)),
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

    public Token Open(WorkflowPlace scope, string node, WorkflowTokenState state, int attempt = 0, DateTimeOffset? dueAt = null,
        ImmutableArray<string>? received = null, ImmutableArray<string>? eventTypes = null, WorkflowError? error = null)
    {
        Execution = Execution with { LastToken = Execution.LastToken + 1 };
        var token = new Token { Id = Execution.LastToken, Node = node, Scope = scope, State = state, Since = Now, Attempt = attempt, Received = received ?? [], EventTypes = eventTypes ?? [], Error = error };
        if (dueAt is not null)
            token = WithTimer(token, dueAt.Value);

        Tokens.Add(token);
        _journal.NoteOpened(token);
        if (state == WorkflowTokenState.Dispatched)
            _dispatched.Add(token.Id);

        return token;
    }

    /// <summary>Puts a changed token in the place of the one with its number. A step that is to go out is heard of now.</summary>
    public void Update(Token token)
    {
        if (token.State == WorkflowTokenState.Dispatched && token.SilentSince < Now)
            token = token with { HeardAt = Now };

        var at = Tokens.FindIndex(known => known.Id == token.Id);
        if (token.Timer != Tokens[at].Timer)
            CancelTimer(Tokens[at].Timer);

        if (StatusOf.Token(token.State) != StatusOf.Token(Tokens[at].State))
            _journal.NoteOpened(token);

        Tokens[at] = token with { CarriedBy = null };
        if (token.State == WorkflowTokenState.Dispatched && !_dispatched.Contains(token.Id))
            _dispatched.Add(token.Id);
    }

    /// <inheritdoc cref="OutboxDraft.Hold"/>
    public void Hold(IReadOnlyList<HeldMessage> messages) => _outbox.Hold(messages);

    /// <inheritdoc cref="OutboxDraft.HoldAgain"/>
    public void HoldAgain() => _outbox.HoldAgain();

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

    /// <summary>Closes a branch whatever it does. A step that runs for it is told.</summary>
    public void Cancel(Token token)
    {
        if (token is { Attempt: > 0, State: WorkflowTokenState.Dispatched or WorkflowTokenState.Held } && Before.Execution.Tokens.Any(known => known.Id == token.Id))
            _canceled.Add(new RunningKey(InstanceId, token.Id, token.Attempt));

        Close(token);
    }

    public void CancelAll()
    {
        foreach (var token in Tokens.ToArray())
            Cancel(token);

        Scopes.Clear();
    }

    /// <summary>The branch with a timer for what it does.</summary>
    /// <param name="token">The branch.</param>
    /// <param name="dueAt">When it goes on.</param>
    /// <param name="firesAt">When the timer goes off; null: then.</param>
    public Token WithTimer(Token token, DateTimeOffset dueAt, DateTimeOffset? firesAt = null) =>
        token with { Timer = _timers.Set(firesAt ?? dueAt, token), DueAt = dueAt };

    /// <summary>Limits the instance as a whole.</summary>
    public Guid SetLimit(DateTimeOffset dueAt) => _timers.SetLimit(dueAt);

    /// <inheritdoc cref="TimerDraft.Spend"/>
    public void Spend(Guid timer) => _timers.Spend(timer);

    public void CancelTimer(Guid? timer) => _timers.Cancel(timer);

    public void End(WorkflowStatus status)
    {
        CancelAll();
        CancelTimer(Execution.TimeoutTimer);
        Execution = Execution with { TimeoutTimer = null, TimeoutAt = null, TimeoutPassed = false, Paused = false, Undefined = false };
        Kept.Clear();
        EndedAs = status;
    }

    /// <param name="listenAsBefore">Leaves subscriptions and kept events as they are, without asking the definition, which may not be known here.</param>
    public Decision Build(bool listenAsBefore = false)
    {
        if (!listenAsBefore)
            Listening.StopDeaf(this);

        var listening = listenAsBefore ? Before.Execution.Subscriptions : Listening.For(this, Before.Execution.Subscriptions);
        if (!listenAsBefore)
            Trim();

        if (SendsForgotten)
            _outbox.TakeForgotten();

        var execution = Execution with
        {
            Tokens = [.. Tokens],
            Scopes = [.. Scopes],
            Subscriptions = listening,
            KeptEvents = [.. Kept],
            SeenEvents = [.. Seen],
            Outbox = [.. Outbox],
            LastTimer = _timers.Last,
            LastEntry = _journal.Last,
            FaultedAt = (Execution.Undefined || HasUnsendable) && EndedAs is null ? Execution.FaultedAt ?? Now : null,
        };
        var instance = Before with
        {
            Journal = null,
            Revision = Before.Revision + 1,
            Status = EndedAs ?? StatusOf.Living(execution),
            State = State.Text,
            Execution = execution,
            Error = EndedAs is null ? InstanceError.OfLiving(execution, Error) : Error,
            UpdatedAt = Now,
            FinishedAt = EndedAs is null ? null : Before.FinishedAt ?? Now,
            StaleAt = Staleness.Of(execution, IsUnguarded, Now, Settings.StaleAfter),
        };
        return new Changed(new Transition
        {
            Instance = instance,
            Before = Before.Revision == 0 ? null : Stored ?? Before,
            IsNew = Before.Revision == 0,
            StateChanged = !ReferenceEquals(Before.State, instance.State),
            Entries = [.. _journal.Entries],
            TimersSet = [.. _timers.SetNow],
            TimersCanceled = [.. _timers.CanceledNow],
            Subscribed = [.. listening.Except(Before.Execution.Subscriptions)],
            Unsubscribed = [.. Before.Execution.Subscriptions.Except(listening)],
            Dispatched = [.. DispatchedTokens],
            Canceled = [.. _canceled],
            Held = [.. _outbox.ToSend],
        });
    }

    /// <summary>Events that no wait ahead can take are forgotten. What was taken stays known: a rewind may bring the wait back, and a redelivery the event.</summary>
    private void Trim()
    {
        if (Kept.Count > 0)
            Kept.RemoveAll(kept => IsDefined(kept) && !WaitsAhead.Any(ahead => kept.Waits.Contains(ahead.Place) && Listening.Awaits(this, ahead, kept.EventType)));

        if (Seen.Count > SeenLimit)
            Seen.RemoveRange(0, Seen.Count - SeenLimit);
    }

    /// <summary>An event for a wait that the definition does not have is kept: the definition may be put right.</summary>
    private bool IsDefined(KeptEvent kept) => kept.Waits.All(wait => (Course?.Find(wait.Parent, wait.Name) as ProgramWait)?.Events.Find(kept.EventType) is not null);

    private const int SeenLimit = 256;

    private const int CommandLimit = 8;
}
