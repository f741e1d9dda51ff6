namespace Workflows.Contracts;

/// <summary>
/// What is going on across instances: counts, rates, failures, waits, timers, events that nobody takes, and operations. For people who watch; it changes nothing, and the only
/// payload that it reads is that of such an event.
/// Scoped. Lists are read by key, one page after the other.
/// </summary>
public interface IWorkflowInsights
{
    /// <summary>A mark that differs when an instance may have changed since. Asked every few seconds while somebody watches: it must cost next to nothing.</summary>
    Task<string> GetChangeMarkAsync(CancellationToken cancellationToken = default);

    /// <summary>How many instances have not ended, by workflow, version and status.</summary>
    Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken = default);

    /// <summary>How many instances that have not ended stand at each node of a definition.</summary>
    /// <param name="workflow">Name of the workflow.</param>
    /// <param name="version">Version of the definition.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken = default);

    /// <summary>What happened in each span of time, by workflow. Spans without anything are left out.</summary>
    /// <param name="from">Begin of the first span (UTC).</param>
    /// <param name="span">Length of a span: a whole number of minutes.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken = default);

    /// <summary>Failures that stand open, those that happened last first.</summary>
    /// <param name="filter">Which. Default: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowFailure>> ListFailuresAsync(WorkflowFailureFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>One failure, or null where no instance stands open with it any more.</summary>
    Task<WorkflowFailure?> GetFailureAsync(string fingerprint, CancellationToken cancellationToken = default);

    /// <summary>Branches that wait for an event, those that wait longest first.</summary>
    /// <param name="filter">Which. Default: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Timers that have not gone off, those that are due first first.</summary>
    /// <param name="filter">Which. Default: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Events that came and that no instance listens for, while they are kept; those that are kept longest first.</summary>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowUnmatchedEvent>> ListUnmatchedEventsAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>Operations of people, accepted and refused, latest first.</summary>
    /// <param name="filter">Which. Default: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowAuditEntry>> ListAuditAsync(WorkflowAuditFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>What the state and the events of a definition look like, or null where no process that knows their types has registered it.</summary>
    Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken = default);
}
