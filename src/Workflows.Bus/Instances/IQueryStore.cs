using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>What is shown of instances and definitions.</summary>
internal interface IQueryStore
{
    Task<WorkflowDetails?> GetAsync(Guid instanceId, CancellationToken cancellationToken);

    /// <summary>Newest first, by time of acceptance and id.</summary>
    Task<IReadOnlyList<WorkflowSummary>> ListAsync(WorkflowFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowJournalEntry>> GetJournalAsync(Guid instanceId, int after, int limit, CancellationToken cancellationToken);

    Task RegisterDefinitionsAsync(IReadOnlyCollection<WorkflowDefinitionView> definitions, DateTimeOffset now, CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowDefinitionView>> GetDefinitionsAsync(CancellationToken cancellationToken);
}

/// <summary>The last row of the page before.</summary>
internal readonly record struct ListCursor(DateTimeOffset CreatedAt, Guid InstanceId);
