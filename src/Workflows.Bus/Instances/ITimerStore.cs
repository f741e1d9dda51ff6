namespace Workflows.Instances;

/// <summary>Due times: those of instances, written by their transitions, and messages that users scheduled.</summary>
internal interface ITimerStore
{
    /// <summary>
    /// Takes due timers, earliest first, hands them to <paramref name="deliver"/> and deletes those it returns, in one transaction: a timer that
    /// several processes take at once is handed to one of them, and one whose delivery failed stays.
    /// </summary>
    /// <param name="now">Timers due at or before this.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="deliver">Sends their messages; returns the ids of those that were sent.</param>
    /// <param name="cancellationToken">Stops it; nothing is deleted that was not delivered.</param>
    /// <param name="retryAt">When those that were not delivered are taken again, so that they are not in the way of the others; null: as before. They are late all the same.</param>
    /// <returns>How many were taken.</returns>
    Task<int> TakeDueAsync(DateTimeOffset now, int limit, Func<IReadOnlyList<DueTimer>, Task<IReadOnlyCollection<Guid>>> deliver, CancellationToken cancellationToken, DateTimeOffset? retryAt = null);

    /// <returns>When the earliest timer is to be taken: when it is due, or when it was deferred to; null: there is none.</returns>
    Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);

    /// <returns>How many timers were due before a moment, also if they were deferred since, counted up to <paramref name="limit"/>.</returns>
    Task<int> CountDueBeforeAsync(DateTimeOffset moment, int limit, CancellationToken cancellationToken);

    /// <summary>Adds a message to send later. One with the same id is replaced.</summary>
    Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken);

    /// <returns>Whether there was such a message.</returns>
    Task<bool> CancelScheduledAsync(Guid id, CancellationToken cancellationToken);
}

/// <summary>A timer that is due: of an instance, or a scheduled message.</summary>
internal sealed record DueTimer(Guid Id, DateTimeOffset DueAt)
{
    public Guid? InstanceId { get; init; }

    public string? Workflow { get; init; }

    public int Version { get; init; }

    public ScheduledMessage? Message { get; init; }
}

/// <summary>A message to send later.</summary>
internal sealed record ScheduledMessage
{
    public required Guid Id { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Address to send it to.</summary>
    public required string Destination { get; init; }

    /// <summary>The whole envelope as the bus serialized it.</summary>
    public required string Body { get; init; }

    public required string ContentType { get; init; }
}
