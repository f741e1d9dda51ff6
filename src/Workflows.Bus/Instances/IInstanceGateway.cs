using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>
/// The store as the runtime uses it: one instance at a time. What is asked for at the same time goes to the store together.
/// An unreachable store is tried again, with growing delays, until the caller gives up.
/// </summary>
internal interface IInstanceGateway
{
    /// <returns>The instance; null: there is none.</returns>
    /// <exception cref="UnreadableRowException">Its row cannot be read.</exception>
    Task<WorkflowInstance?> LoadAsync(Guid id, CancellationToken cancellationToken);

    Task<CommitOutcome> CommitAsync(Transition transition, CancellationToken cancellationToken);

    /// <returns>Events kept for one of the pairs, oldest first; each once.</returns>
    Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.FindSubscribersAsync"/>
    Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.FindTakersAsync"/>
    Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.HasOpenAsync"/>
    Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.ReleaseParkedAsync"/>
    Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.ParkAsync"/>
    Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken);

    /// <inheritdoc cref="IEventStore.MarkOfferedAsync"/>
    Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken);

    /// <inheritdoc cref="IInstanceStore.FindByKeyAsync"/>
    Task<Guid?> FindByKeyAsync(string workflow, string key, CancellationToken cancellationToken);

    /// <inheritdoc cref="IQueryStore.GetDefinitionsAsync"/>
    Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken);

    /// <inheritdoc cref="IProcessStore.ListAsync"/>
    Task<IReadOnlyList<RunningProcess>> ListProcessesAsync(TimeSpan within, CancellationToken cancellationToken);

    /// <returns>The journal of an instance from its first entry to that one.</returns>
    Task<IReadOnlyList<JournalEntry>> ReadJournalAsync(Guid instanceId, int lastEntry, CancellationToken cancellationToken);

    /// <inheritdoc cref="PassedNodes.ReadAsync"/>
    Task<IReadOnlyList<string>> ReadPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken);
}
