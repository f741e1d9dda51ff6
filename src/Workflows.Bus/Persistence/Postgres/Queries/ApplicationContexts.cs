using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Contexts of the application, each in a scope of its own.</summary>
internal sealed class ApplicationContexts<TDbContext>(IServiceScopeFactory scopes) : IQueryContexts
    where TDbContext : DbContext
{
    public ContextLease Rent()
    {
        var scope = scopes.CreateAsyncScope();
        try
        {
            return new ContextLease(scope.ServiceProvider.GetRequiredService<TDbContext>(), scope);
        }
        catch
        {
            scope.Dispose();
            throw;
        }
    }
}
