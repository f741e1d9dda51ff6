namespace Workflows.Contracts;

/// <summary>Rows of the store that nobody could read or handle: tried several times, then left alone until somebody decides about them. Scoped.</summary>
public interface IWorkflowQuarantine
{
    /// <summary>What is in quarantine, latest first.</summary>
    /// <param name="filter">Which; null: all.</param>
    /// <param name="after">The <see cref="WorkflowPage{T}.Next"/> of the page before; null: the first page.</param>
    /// <param name="limit">Rows in a page, 1 to 200. Default 50.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    Task<WorkflowPage<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default);

    /// <summary>One row, or null where it is not in quarantine.</summary>
    Task<WorkflowQuarantinedRow?> GetAsync(Guid id, CancellationToken cancellationToken = default);

    /// <summary>
    /// Has a row tried again, as after a repair: an instance is driven on at the next sweep, a timer is sent, an event is offered to those who wait for it. What
    /// fails as before comes back.
    /// </summary>
    /// <returns>The row as it was in quarantine.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such row, or its content is no row any more.</exception>
    Task<WorkflowQuarantinedRow> ReleaseAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default);

    /// <summary>Gives a timer or an event up: it is deleted. An instance cannot be discarded.</summary>
    /// <returns>The row as it was in quarantine.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such row, or it is an instance.</exception>
    Task<WorkflowQuarantinedRow> DiscardAsync(Guid id, OperationOptions? operation = null, CancellationToken cancellationToken = default);
}
