using Microsoft.EntityFrameworkCore;
using Workflows.Persistence.Model;

namespace MassTransit;

/// <summary>Puts the tables of workflows into a model.</summary>
public static class WorkflowModelBuilderExtensions
{
    /// <summary>
    /// Adds the tables of workflows to the model of a context on PostgreSQL: call it in <c>OnModelCreating</c>, and register the store with
    /// <c>UseEntityFramework&lt;TDbContext&gt;()</c>.
    /// </summary>
    /// <param name="modelBuilder">The model.</param>
    /// <param name="schema">Schema of the tables. 1 to 63 lower-case letters, digits or underscores. Default: <c>workflows</c>.</param>
    /// <exception cref="ArgumentException">A schema with other characters.</exception>
    public static ModelBuilder AddWorkflows(this ModelBuilder modelBuilder, string schema = SchemaName.Default)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        SchemaName.Check(schema);
        return modelBuilder
            .ApplyConfiguration(new InstanceRowConfiguration(schema))
            .ApplyConfiguration(new JournalRowConfiguration(schema))
            .ApplyConfiguration(new TokenRowConfiguration(schema))
            .ApplyConfiguration(new TimerRowConfiguration(schema))
            .ApplyConfiguration(new SubscriptionRowConfiguration(schema))
            .ApplyConfiguration(new ParkedEventRowConfiguration(schema))
            .ApplyConfiguration(new DefinitionRowConfiguration(schema))
            .ApplyConfiguration(new AuditRowConfiguration(schema))
            .ApplyConfiguration(new BulkJobRowConfiguration(schema))
            .ApplyConfiguration(new BulkInstanceRowConfiguration(schema))
            .ApplyConfiguration(new ProcessRowConfiguration(schema))
            .ApplyConfiguration(new QuarantineRowConfiguration(schema))
            .ApplyConfiguration(new StoreIdentityRowConfiguration(schema))
            .IgnoreConventions();
    }
}
