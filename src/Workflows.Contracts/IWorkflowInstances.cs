namespace Workflows.Contracts;

/// <summary>Finds instances, counts them, and reads what happened to one. Changes nothing. Scoped.</summary>
public interface IWorkflowInstances
{
    /// <summary>Instances, in the order of the search.</summary>
    /// <param name="search">Which, and in which order.</param>
    /// <param name="at">The <see cref="WorkflowSlice.Previous"/> or <see cref="WorkflowSlice.Next"/> of another page; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 500. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    /// <exception cref="WorkflowRefusedException">A malformed <paramref name="at"/> or <paramref name="limit"/>.</exception>
    Task<WorkflowSlice> SearchAsync(WorkflowSearch search, string? at = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Those of the instances that there are, in any order. At most 500 ids.</summary>
    Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken = default);

    /// <summary>Ids of the instances that match, in the order of the search, for work on all of them.</summary>
    /// <param name="search">Which. Set <see cref="WorkflowSearch.Cutoff"/>, so that pages stay together.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Ids in a page, 1 to 1000. Default 500.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<Guid>> ListIdsAsync(WorkflowSearch search, string? after = null, int limit = 500, CancellationToken cancellationToken = default);

    /// <summary>How many match, by status. Counting stops at the cap, for each status by itself.</summary>
    /// <param name="search">Which. Its statuses are ignored: every status is counted.</param>
    /// <param name="cap">Where counting stops. Default 10,000.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountByStatusAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default);

    /// <summary>How many match. Counting stops at the cap.</summary>
    Task<WorkflowCount> CountAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default);

    /// <summary>Entries of the journal of an instance that match.</summary>
    /// <param name="instanceId">The instance.</param>
    /// <param name="search">Which, and in which order.</param>
    /// <param name="after">Sequence number of the last entry already seen, in that order; null: the first page.</param>
    /// <param name="limit">Entries in a page, 1 to 1000. Default 200.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after = null, int limit = 200, CancellationToken cancellationToken = default);

    /// <summary>
    /// The nodes that an instance has passed on its way to where it stands, in that order, and where it stands: what a rewind can go back to, as far as
    /// its definition still has them. Empty where there is no such instance.
    /// </summary>
    Task<IReadOnlyList<string>> ListPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken = default);

    /// <summary>The state of an instance as it was after an entry of its journal, as JSON text; null where there is no such entry.</summary>
    Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken = default);
}
