namespace Workflows.Contracts;

/// <summary>
/// Operations on many instances as jobs that outlive the process: the instances are fixed when the job is accepted, then taken in batches, each with an outcome of its own.
/// Scoped.
/// </summary>
public interface IWorkflowBulk
{
    /// <summary>Accepts a job. It begins at once, on any process that works on instances.</summary>
    /// <returns>The job as it was accepted; where a job with the id of the request was accepted before, that one as it stands.</returns>
    /// <exception cref="WorkflowRefusedException">Nothing matches, the number is not the one that was expected, or the operation is malformed.</exception>
    Task<WorkflowBulkJob> StartAsync(WorkflowBulkRequest request, CancellationToken cancellationToken = default);

    /// <summary>One job, or null where there is none.</summary>
    Task<WorkflowBulkJob?> GetAsync(Guid jobId, CancellationToken cancellationToken = default);

    /// <summary>Jobs, latest first.</summary>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowBulkJob>> ListAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>The instances of a job with what came of each, in the order they are taken.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="outcome">Only those with this outcome. Default: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 500. Default 100.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowBulkRow>> ListRowsAsync(Guid jobId, WorkflowBulkOutcome? outcome = null, string? after = null, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Where the instances that obeyed a job stand now.</summary>
    /// <param name="jobId">The job.</param>
    /// <param name="cap">Where looking stops, 1 to 100,000. Default 10,000.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowBulkStanding> GetStandingAsync(Guid jobId, int cap = 10_000, CancellationToken cancellationToken = default);

    /// <summary>Stops a job behind the batch that is under way. What is done stays done.</summary>
    /// <exception cref="WorkflowRefusedException">No such job, or it has ended.</exception>
    Task<WorkflowBulkJob> AbortAsync(Guid jobId, OperationOptions? operation = null, CancellationToken cancellationToken = default);
}
