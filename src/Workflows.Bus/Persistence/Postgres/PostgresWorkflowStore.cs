using Workflows.Instances;
using Workflows.Persistence.Postgres.Commit;
using Workflows.Persistence.Postgres.Queries;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>
/// Everything in PostgreSQL. Model and queries are EF Core's; what runs for every step is a prepared statement for many instances at once.
/// </summary>
internal sealed partial class PostgresWorkflowStore(StoreConnections connections, StoreTables tables, IQueryContexts contexts, ISearchStore search) : IWorkflowStore, IAsyncDisposable, IDisposable
{
    private readonly BatchCommit _commit = new(connections.Writers, tables);

    public ValueTask DisposeAsync() => connections.DisposeAsync();

    public void Dispose() => connections.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
