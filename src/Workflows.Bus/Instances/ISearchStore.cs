using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Finds instances and counts them, and looks into the journal of one.</summary>
internal interface ISearchStore
{
    /// <returns>At most as many as the page has; in the order of the search, or against it where the page is read backward.</returns>
    Task<IReadOnlyList<WorkflowSummary>> SearchAsync(SearchPage page, CancellationToken cancellationToken);

    /// <summary>The same without what there is to show.</summary>
    Task<IReadOnlyList<ListCursor>> SearchPlacesAsync(SearchPage page, CancellationToken cancellationToken);

    /// <returns>Those that there are, in any order.</returns>
    Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken);

    /// <param name="search">Which. Its statuses do not matter.</param>
    /// <param name="statuses">The statuses to count.</param>
    /// <param name="cap">Where counting stops, for each status by itself.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The counts that are not zero or may be more than was counted.</returns>
    Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountAsync(WorkflowSearch search, IReadOnlyCollection<WorkflowStatus> statuses, int cap, CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after, int limit, CancellationToken cancellationToken);

    /// <returns>The state behind an entry; null: there is no such entry.</returns>
    Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken);
}

/// <summary>A page of found instances.</summary>
/// <param name="Search">Which instances.</param>
/// <param name="Beside">The row that it lies behind, or before where it is read backward; null: it is the first.</param>
/// <param name="Backward">It is read from its end.</param>
/// <param name="Limit">How many rows at most.</param>
internal readonly record struct SearchPage(WorkflowSearch Search, ListCursor? Beside, bool Backward, int Limit)
{
    public bool IsNewestFirst => Search.Order == WorkflowSearchOrder.NewestFirst != Backward;
}
