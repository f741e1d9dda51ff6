using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>
/// Counts how often rows failed, and holds those that failed too often. An instance in quarantine stays in its table and is not claimed as stale; timers and
/// events are taken out of theirs.
/// </summary>
internal interface IQuarantineStore
{
    /// <summary>
    /// Notes that a try of a row failed. A try before <see cref="QuarantineRules.DelayAfter"/> of the one before counts for nothing. Where it was one too many, the row is
    /// set aside; a timer that is still to be tried is deferred until then.
    /// </summary>
    /// <returns>Where it stands; null: the row is gone, or has changed since.</returns>
    Task<QuarantineNote?> NoteAsync(PoisonRow row, DateTimeOffset now, CancellationToken cancellationToken);

    /// <summary>Those in quarantine, latest first, by time and id.</summary>
    Task<IReadOnlyList<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken);

    /// <returns>Null: it is not in quarantine.</returns>
    Task<WorkflowQuarantinedRow?> FindAsync(Guid id, CancellationToken cancellationToken);

    /// <returns>How many of each kind are in quarantine, with what the latest failed with.</returns>
    Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellationToken);

    /// <summary>Puts a row back to where it was, and records who did.</summary>
    /// <returns>Whether it was in quarantine.</returns>
    /// <exception cref="UnreadableRowException">Its content is no row.</exception>
    Task<bool> ReleaseAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken);

    /// <summary>Deletes a timer or an event, and records who did.</summary>
    /// <returns>Whether it was in quarantine.</returns>
    Task<bool> DiscardAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken);

    /// <returns>The instances that listen for an event that was released.</returns>
    Task<IReadOnlyList<Guid>> FindListenersAsync(Guid eventId, string workflow, CancellationToken cancellationToken);

    /// <returns>Stored definitions that cannot be read, and why. They count as not registered.</returns>
    Task<IReadOnlyList<UnreadableDefinition>> FindUnreadableDefinitionsAsync(CancellationToken cancellationToken);

    /// <summary>Forgets tries of which the last was before a moment, and instances that were changed since: somebody could read them.</summary>
    Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken);
}

/// <summary>A row that failed.</summary>
/// <param name="Kind">What kind of row.</param>
/// <param name="SubjectId">Id of the instance, the timer or the event.</param>
internal sealed record PoisonRow(WorkflowQuarantineKind Kind, Guid SubjectId)
{
    /// <summary>What it failed with.</summary>
    public string Reason { get; init; } = "";

    public string? Workflow { get; init; }

    public int? Version { get; init; }

    public Guid? InstanceId { get; init; }

    public static PoisonRow Of(ParkedEvent parked) => new(WorkflowQuarantineKind.Event, parked.EventId) { Workflow = parked.Workflow };

    /// <summary>Id in the quarantine. An event is kept for each workflow by itself.</summary>
    public Guid Id => DeterministicId.OfQuarantine(Kind, SubjectId, Kind == WorkflowQuarantineKind.Event ? Workflow : null);
}

/// <summary>Where a row stands that failed.</summary>
/// <param name="TryCount">How many tries count.</param>
/// <param name="NextAt">From when on the next one counts.</param>
/// <param name="IsQuarantined">It is set aside.</param>
/// <param name="IsNew">It was set aside just now.</param>
internal sealed record QuarantineNote(int TryCount, DateTimeOffset NextAt, bool IsQuarantined, bool IsNew);

/// <summary>How many rows of a kind are in quarantine.</summary>
internal sealed record QuarantineCount(WorkflowQuarantineKind Kind, long Count, string LatestReason);

/// <summary>A stored definition that cannot be read.</summary>
internal sealed record UnreadableDefinition(string Workflow, int Version, string Reason);

/// <summary>What is recorded of an operation on a row.</summary>
/// <param name="RecordId">Id of the record.</param>
/// <param name="Entry">Who did what, and when; it is recorded where it names somebody.</param>
internal sealed record QuarantineAudit(Guid RecordId, WorkflowAuditEntry Entry)
{
    public const string Released = "Release";

    public const string Discarded = "Discard";
}
