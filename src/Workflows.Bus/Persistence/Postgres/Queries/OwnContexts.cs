using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Contexts of our own, reused.</summary>
internal sealed class OwnContexts(PooledDbContextFactory<WorkflowDbContext> factory) : IQueryContexts
{
    public ContextLease Rent()
    {
        var context = factory.CreateDbContext();
        return new ContextLease(context, context);
    }
}
