using Microsoft.EntityFrameworkCore;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Lends a context whose model has the tables of workflows.</summary>
internal interface IQueryContexts
{
    ContextLease Rent();
}

/// <summary>A context for one query, and what to dispose of behind it.</summary>
internal readonly struct ContextLease(DbContext context, IAsyncDisposable owner) : IAsyncDisposable
{
    public DbContext Context => context;

    /// <summary>Rows to read: not tracked, and whatever filters the application puts on its own.</summary>
    public IQueryable<TRow> Rows<TRow>()
        where TRow : class => context.Set<TRow>().AsNoTracking().IgnoreQueryFilters();

    public ValueTask DisposeAsync() => owner.DisposeAsync();
}
