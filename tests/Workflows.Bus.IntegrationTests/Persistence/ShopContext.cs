using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata.Conventions;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>A context of an application. Each test has its own model of it, so it is made outside.</summary>
internal sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public static void Configure(DbContextOptionsBuilder options, string? schema, NpgsqlDataSource? dataSource = null, Action<ModelBuilder>? model = null)
    {
        options.UseModel(ModelOf(schema, model));
        if (dataSource is null)
            options.UseNpgsql(Services.PostgresConnectionString);
        else
            options.UseNpgsql(dataSource);
    }

    private static IModel ModelOf(string? schema, Action<ModelBuilder>? change)
    {
        var model = NpgsqlConventionSetBuilder.CreateModelBuilder();
        if (schema is not null)
            model.AddWorkflows(schema);

        change?.Invoke(model);
        return model.FinalizeModel();
    }
}
