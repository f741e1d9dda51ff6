namespace Workflows.Persistence.Postgres.Queries;

/// <summary>Contexts of our own on the database of the application: whatever it converts, filters, tracks or intercepts in its own, queries are as everywhere.</summary>
internal sealed class ApplicationContexts(ApplicationDatabase database) : IQueryContexts
{
    public ContextLease Rent()
    {
        var context = new WorkflowDbContext(WorkflowDbContext.OptionsFor(database.CreateConnection(), database.Model));
        return new ContextLease(context, context);
    }
}
