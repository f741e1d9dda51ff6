using MassTransit;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Conventions;

namespace Workflows.Persistence.Postgres.Queries;

/// <summary>The context of applications that have none of their own for workflows.</summary>
internal sealed class WorkflowDbContext(DbContextOptions<WorkflowDbContext> options) : DbContext(options)
{
    public static DbContextOptions<WorkflowDbContext> OptionsFor(NpgsqlDataSource dataSource, string schema)
    {
        // Made here and not by the context, which would share one model among all schemas.
        var model = NpgsqlConventionSetBuilder.CreateModelBuilder().AddWorkflows(schema).FinalizeModel();
        return new DbContextOptionsBuilder<WorkflowDbContext>().UseNpgsql(dataSource).UseModel(model).Options;
    }
}
