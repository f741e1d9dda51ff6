using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.IntegrationTests.Observation;
using Workflows.Persistence;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Persistence.Postgres.Queries;
using Workflows.Tests.Acceptance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>Migrations make what the model says, however often and from wherever they are run.</summary>
public sealed class SchemaTests
{
    [Fact]
    public async Task Migrations_make_the_tables_of_the_model()
    {
        await using var migrated = new EmptySchema();
        await using var modeled = new EmptySchema();
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, migrated.Name, TestContext.Current.CancellationToken);
        await CreateFromModelAsync(modeled.Name);

        var expected = await SchemaText.OfAsync(modeled.Name);
        expected.Count.ShouldBeGreaterThan(80);
        (await SchemaText.OfAsync(migrated.Name)).ShouldBe(expected);
    }

    [Fact]
    public async Task Migrating_again_changes_nothing()
    {
        await using var schema = new EmptySchema();
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, TestContext.Current.CancellationToken);
        await TestSchema.ExecuteAsync($"INSERT INTO {schema.Name}.definitions VALUES ('w', 1, '{{}}', NULL, now())");
        var before = await SchemaText.OfAsync(schema.Name);

        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, TestContext.Current.CancellationToken);

        (await SchemaText.OfAsync(schema.Name)).ShouldBe(before);
        (await TestSchema.ReadAsync($"SELECT workflow FROM {schema.Name}.definitions")).ShouldBe(["w"]);
        (await TestSchema.ReadAsync($"SELECT number, name FROM {schema.Name}.migrations ORDER BY 1")).ShouldBe(Migration.All.Select(migration => $"{migration.Number} | {migration.Name}"));
    }

    [Fact]
    public async Task Many_processes_may_migrate_at_once()
    {
        await using var schema = new EmptySchema();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, TestContext.Current.CancellationToken)));

        (await TestSchema.ReadAsync($"SELECT count(*) FROM {schema.Name}.migrations")).ShouldBe([$"{Migration.All.Count}"]);
    }

    [Fact]
    public async Task The_printed_script_does_the_same()
    {
        await using var printed = new EmptySchema();
        await using var migrated = new EmptySchema();
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, migrated.Name, TestContext.Current.CancellationToken);

        await TestSchema.ExecuteAsync(WorkflowMigrations.Script(printed.Name));

        (await SchemaText.OfAsync(printed.Name)).ShouldBe(await SchemaText.OfAsync(migrated.Name));
    }

    [Fact]
    public async Task A_store_without_tables_says_how_to_make_them()
    {
        var services = new ServiceCollection().AddLogging();
        PostgresStoreRegistration.Add(services, Services.PostgresConnectionString, new PostgresStoreOptions { Schema = "nowhere" });
        await using var provider = services.BuildServiceProvider();

        var exception = await Should.ThrowAsync<WorkflowStoreUnavailableException>(() =>
            provider.GetRequiredService<IWorkflowStore>().RegisterDefinitionsAsync([], DateTimeOffset.UnixEpoch, TestContext.Current.CancellationToken));

        exception.Message.ShouldStartWith("Expected the tables of workflows in the database, but they are missing or of an older version: relation \"nowhere.definitions\" does not exist");
        exception.Message.ShouldContain("WorkflowMigrations.MigrateAsync");
    }

    [Theory]
    [InlineData("Host=localhost;Nonsense=1")]
    [InlineData("no connection string")]
    public void Text_that_is_no_connection_string_is_refused_at_once(string text) =>
        Should.Throw<ArgumentException>(() => PostgresStoreRegistration.Add(new ServiceCollection(), text, new PostgresStoreOptions { Schema = "workflows" })).Message.ShouldContain("Expected a connection string");

    [Fact]
    public void Migrations_are_numbered_without_a_gap() =>
        Migration.All.Select(migration => migration.Number).ShouldBe(Enumerable.Range(1, Migration.All.Count));

    [Theory]
    [InlineData("")]
    [InlineData("Workflows")]
    [InlineData("a\"; DROP TABLE x; --")]
    [InlineData("1st")]
    public void A_schema_name_that_could_mean_something_else_is_refused(string schema) =>
        Should.Throw<ArgumentException>(() => WorkflowMigrations.Script(schema)).Message.ShouldContain("lower-case letters");

    private static async Task CreateFromModelAsync(string schema)
    {
        await using var dataSource = NpgsqlDataSource.Create(Services.PostgresConnectionString);
        await using var context = new WorkflowDbContext(WorkflowDbContext.OptionsFor(dataSource, schema));
        await TestSchema.ExecuteAsync(context.Database.GenerateCreateScript());
    }

    [Fact]
    public async Task A_migration_that_waits_says_for_whom()
    {
        var canceled = TestContext.Current.CancellationToken;
        await using var schema = new EmptySchema();
        await using var source = NpgsqlDataSource.Create(Services.PostgresConnectionString);
        await using var other = new NpgsqlConnection(Services.PostgresConnectionString + ";Application Name=the-other-one;Pooling=false");
        await other.OpenAsync(canceled);
        await using (var hold = new NpgsqlCommand($"SELECT pg_advisory_lock(hashtextextended('workflows migrations {schema.Name}', 0))", other))
            await hold.ExecuteNonQueryAsync(canceled);

        using var log = new CapturedLog();
        var migration = new SchemaMigration(source.CreateConnection, () => schema.Name, log.CreateLogger("migration"), TimeProvider.System) { Patience = TimeSpan.FromMilliseconds(50) };
        var migrating = migration.MigrateAsync(canceled);
        await Eventually.HoldsAsync(() => log.Lines.Count(line => line.EventId == 2003) > 1, () => string.Join('\n', log.Lines));
        migrating.IsCompleted.ShouldBeFalse();
        log.Lines.First(line => line.EventId == 2003).Message.ShouldContain($"It waits for locks of the session {other.ProcessID} ('the-other-one', idle for ");

        await other.CloseAsync();
        await migrating;
    }
}
