namespace Workflows.Instances;

/// <summary>Instances with their journals, timers and subscriptions: read whole, written by transitions.</summary>
internal interface IInstanceStore
{
    /// <returns>One for each id, in their order; null where there is none. One that cannot be read says so in <see cref="WorkflowInstance.Unreadable"/>.</returns>
    Task<IReadOnlyList<WorkflowInstance?>> LoadAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken);

    /// <summary>
    /// Stores transitions of different instances: each whole or not at all, and each without regard to its neighbours.
    /// A transition is taken only if the stored instance has the revision before it (or, where it is new, does not exist).
    /// </summary>
    /// <returns>One outcome for each, in their order.</returns>
    Task<IReadOnlyList<CommitOutcome>> CommitAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken);

    /// <returns>The live instance that holds the key; null: none does.</returns>
    Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken);

    /// <summary>
    /// Takes instances whose <see cref="WorkflowInstance.StaleAt"/> has passed, and moves it to <paramref name="nextStaleAt"/> so that
    /// no other process takes them meanwhile.
    /// </summary>
    Task<IReadOnlyList<StaleInstance>> ClaimStaleAsync(DateTimeOffset now, DateTimeOffset nextStaleAt, int limit, CancellationToken cancellationToken);

    /// <returns>Those of the attempts that are not open any more: another one is, or their token is closed.</returns>
    Task<IReadOnlyList<RunningKey>> FindClosedAsync(IReadOnlyCollection<RunningKey> attempts, CancellationToken cancellationToken);
}

/// <summary>What became of a transition.</summary>
internal readonly record struct CommitOutcome(CommitResult Result, Exception? Error = null)
{
    public static readonly CommitOutcome Committed = new(CommitResult.Committed);

    public static readonly CommitOutcome Conflict = new(CommitResult.Conflict);

    public static readonly CommitOutcome KeyTaken = new(CommitResult.KeyTaken);

    public static CommitOutcome Failed(Exception error) => new(CommitResult.Failed, error);

    /// <summary>The store was asked before and did not answer: a conflict may be one with this very transition, stored then.</summary>
    public bool IsRepeated { get; init; }
}

internal enum CommitResult
{
    /// <summary>It is stored.</summary>
    Committed,

    /// <summary>The instance has changed since it was read, or a new one exists already: read again and decide again.</summary>
    Conflict,

    /// <summary>Another live instance of the workflow holds the key.</summary>
    KeyTaken,

    /// <summary>The store refuses this transition for its content; trying again would not help.</summary>
    Failed,
}

/// <summary>An instance that was silent for too long.</summary>
internal readonly record struct StaleInstance(Guid Id, string Workflow, int Version);
