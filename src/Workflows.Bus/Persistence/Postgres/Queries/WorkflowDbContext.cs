using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Conventions;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>The context that queries run in, whether or not the application has one of its own.</summary>
internal sealed class WorkflowDbContext(DbContextOptions<WorkflowDbContext> options) : DbContext(options)
{
    public static DbContextOptions<WorkflowDbContext> OptionsFor(NpgsqlDataSource dataSource, string schema)
    {
        // Made here and not by the context, which would share one model among all schemas.
        var model = NpgsqlConventionSetBuilder.CreateModelBuilder().AddWorkflows(schema).FinalizeModel();
        return new DbContextOptionsBuilder<WorkflowDbContext>().UseNpgsql(dataSource).UseModel(model).Options;
    }

    public static DbContextOptions<WorkflowDbContext> OptionsFor(NpgsqlConnection connection, IModel model) =>
        new DbContextOptionsBuilder<WorkflowDbContext>().UseNpgsql(connection, contextOwnsConnection: true).UseModel(model).Options;

    /// <summary>The tables of workflows, where an application has them, and nothing else of what it says of them.</summary>
    /// <param name="application">A model with the tables of workflows.</param>
    public static IModel ModelBeside(IModel application)
    {
        var builder = NpgsqlConventionSetBuilder.CreateModelBuilder().AddWorkflows();
        foreach (var entity in builder.Model.GetEntityTypes().Where(entity => entity.ClrType.Namespace == typeof(InstanceRow).Namespace))
        {
            var there = application.FindEntityType(entity.ClrType)!;
            entity.SetTableName(there.GetTableName());
            entity.SetSchema(there.GetSchema());
        }

        return builder.FinalizeModel();
    }
}
