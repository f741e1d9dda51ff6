namespace Workflows.Instances;

/// <summary>
/// Everything that is kept of workflows. Two implementations, EF Core on PostgreSQL and memory, pass the same conformance suite.
/// </summary>
internal interface IWorkflowStore : IInstanceStore, ITimerStore, IEventStore, IQueryStore, IBulkStore;
