using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Instances;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>What an application says of all its tables, columns and rows is for its own: those of workflows are as everywhere.</summary>
public sealed class OpinionatedContextTests
{
    [Theory]
    [InlineData("snake")]
    [InlineData("upper")]
    [InlineData("lower")]
    [InlineData("camel")]
    public async Task Its_own_migrations_make_the_tables_that_ours_make(string naming)
    {
        await using var migrated = new EmptySchema();
        await using var modeled = new EmptySchema();
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, migrated.Name, TestContext.Current.CancellationToken);
        await using var services = new ServiceCollection()
            .AddSingleton(new OpinionatedContext.Place(modeled.Name))
            .AddDbContext<OpinionatedContext>(options => Name(options, naming))
            .BuildServiceProvider();

        await using (var scope = services.CreateAsyncScope())
            await TestSchema.ExecuteAsync(scope.ServiceProvider.GetRequiredService<OpinionatedContext>().Database.GenerateCreateScript());

        (await SchemaText.OfAsync(modeled.Name)).ShouldBe(await SchemaText.OfAsync(migrated.Name));
    }

    private static void Name(DbContextOptionsBuilder options, string naming)
    {
        OpinionatedContext.Configure(options);
        _ = naming switch
        {
            "snake" => options.UseSnakeCaseNamingConvention(),
            "upper" => options.UseUpperCaseNamingConvention(),
            "lower" => options.UseLowerCaseNamingConvention(),
            _ => options.UseCamelCaseNamingConvention(),
        };
    }
}

public sealed class OpinionatedInstanceTests(OpinionatedSchema schema) : InstanceConformance, IClassFixture<OpinionatedSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class OpinionatedKeyTests(OpinionatedSchema schema) : KeyConformance, IClassFixture<OpinionatedSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class OpinionatedTimerTests(OpinionatedSchema schema) : TimerConformance, IClassFixture<OpinionatedSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class OpinionatedEventTests(OpinionatedSchema schema) : EventConformance, IClassFixture<OpinionatedSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class OpinionatedQueryTests(OpinionatedSchema schema) : QueryConformance, IClassFixture<OpinionatedSchema>
{
    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}

public sealed class OpinionatedBulkReadingTests(OpinionatedSchema schema) : BulkReadingConformance, IClassFixture<OpinionatedSchema>
{
    private protected override IAuditStore Audit => schema.Services.GetRequiredService<IAuditStore>();

    private protected override Task<IWorkflowStore> OpenStoreAsync() => schema.EmptyStoreAsync();
}
