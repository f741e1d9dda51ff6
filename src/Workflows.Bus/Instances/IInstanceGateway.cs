namespace Workflows.Instances;

/// <summary>
/// The store as the runtime uses it: one instance at a time. What is asked for at the same time goes to the store together.
/// An unreachable store is tried again, with growing delays, until the caller gives up.
/// </summary>
internal interface IInstanceGateway
{
    /// <returns>The instance; null: there is none.</returns>
    Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken);

    Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken);

    /// <returns>Events kept for one of the pairs, oldest first; each once.</returns>
    Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.FindSubscribersAsync"/>
    Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.FindTakersAsync"/>
    Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.ParkAsync"/>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.MarkOfferedAsync"/>
    Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken);

    /// <inheritdoc cref="IInstanceStore.FindByKeyAsync"/>
    Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken);
}
