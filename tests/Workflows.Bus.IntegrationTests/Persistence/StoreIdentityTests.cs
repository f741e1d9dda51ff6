using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;
using Workflows.IntegrationTests.Observation;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>Every store has an identity, whatever made its tables, and all processes on it know the same one.</summary>
public sealed class StoreIdentityTests
{
    private const int EarlierMigrationCount = 11;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Our_migrations_make_it()
    {
        await using var schema = new EmptySchema();
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, Canceled);

        var identity = (await TestSchema.ReadAsync($"SELECT value FROM {schema.Name}.store_identity")).ShouldHaveSingleItem();

        (await InspectAsync(schema.Name)).Identity.ShouldBe(identity);
        (await InspectAsync(schema.Name)).Identity.ShouldBe(identity);
    }

    [Theory]
    [InlineData("workflows", false)]
    [InlineData("workflows", true)]
    [InlineData(null, false)]
    [InlineData(null, true)]
    public async Task Where_the_application_makes_the_tables_the_first_process_makes_it(string? schema, bool ensureCreated)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var first = ShopStore.In(database.ConnectionString, schema);
        await using var second = ShopStore.In(database.ConnectionString, schema);
        await (ensureCreated ? first.EnsureCreatedAsync() : first.CreateTablesAsync());

        var facts = await first.InspectAsync();

        facts.Identity.ShouldNotBeNullOrEmpty();
        StoreCheck.Of(facts).ShouldBeEmpty();
        (await second.InspectAsync()).Identity.ShouldBe(facts.Identity);
        (await first.ReadAsync($"SELECT value FROM {schema ?? "public"}.store_identity")).ShouldBe([facts.Identity]);
    }

    [Fact]
    public async Task Processes_that_start_at_the_same_time_have_the_same_one()
    {
        const int count = 6;
        await using var database = await TestDatabase.CreateAsync();
        var stores = Enumerable.Range(0, count).Select(_ => ShopStore.In(database.ConnectionString, "workflows")).ToArray();
        await stores[0].CreateTablesAsync();

        Task<StoreFacts>[] inspections;
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync(Canceled);
            await using var transaction = await connection.BeginTransactionAsync(Canceled);
            await using var hold = new NpgsqlCommand("LOCK TABLE workflows.store_identity IN SHARE MODE", connection, transaction);
            await hold.ExecuteNonQueryAsync(Canceled);

            // All of them have found no row when the first one may write its own.
            inspections = [.. stores.Select(store => store.InspectAsync())];
            await Eventually.HoldsAsync(
                async () => (await stores[0].ReadAsync("SELECT count(*) FROM pg_locks AS l JOIN pg_database AS d ON d.oid = l.database WHERE d.datname = current_database() AND NOT l.granted"))[0] == $"{count}",
                () => Task.FromResult("Not all are about to write."));
        }

        var identities = (await Task.WhenAll(inspections)).Select(facts => facts.Identity).Distinct();
        identities.ShouldBe(await stores[0].ReadAsync("SELECT value FROM workflows.store_identity"));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    /// <summary>Processes of the earlier release go on beside those of this one, before and behind the migration.</summary>
    [Fact]
    public async Task After_an_upgrade_it_is_what_the_earlier_release_takes_for_it()
    {
        await using var schema = new EmptySchema();
        var first = new DateTimeOffset(2024, 2, 29, 23, 59, 59, TimeSpan.Zero).AddMicroseconds(123_457);
        await MigrateAsEarlierAsync(schema.Name, first);
        var identity = first.Ticks.ToString(CultureInfo.InvariantCulture);

        var before = await InspectAsync(schema.Name);
        await WorkflowMigrations.MigrateAsync(Services.PostgresConnectionString, schema.Name, Canceled);

        (before.Identity, before.MissingMigrations[0]).ShouldBe((identity, "0012_store_identity"));
        (await TestSchema.ReadAsync($"SELECT value FROM {schema.Name}.store_identity")).ShouldBe([identity]);
        (await InspectAsync(schema.Name)).Identity.ShouldBe(identity);
    }

    [Fact]
    public async Task Where_the_application_has_not_made_its_table_yet_that_is_found_and_all_else_goes_on()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString, "workflows");
        await shop.CreateTablesAsync();
        await shop.ReadAsync("DROP TABLE workflows.store_identity");

        var facts = await shop.InspectAsync();

        facts.Identity.ShouldBeNull();
        var finding = StoreCheck.Of(facts).ShouldHaveSingleItem();
        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.MigrationMissing, WorkflowFindingSeverity.Warning));
        finding.Text.ShouldStartWith("Expected the tables that AddWorkflows puts into the model of the application's context, but the database lacks workflows.store_identity. Add a migration of that context for them and run it.");
        (await shop.Get<IWorkflowStore>().CommitAsync([Parcels.Start()], Canceled)).ShouldBe([CommitOutcome.Committed]);
    }

    [Fact]
    public async Task A_table_without_which_nothing_goes_on_is_an_error()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString, "workflows");
        await shop.CreateTablesAsync();
        await shop.ReadAsync("DROP TABLE workflows.quarantine");

        var finding = StoreCheck.Of(await shop.InspectAsync()).ShouldHaveSingleItem();

        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.MigrationMissing, WorkflowFindingSeverity.Error));
        finding.Text.ShouldContain("the database lacks workflows.quarantine.");
    }

    [Fact]
    public async Task A_row_that_was_deleted_is_written_again_as_it_was()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString, "workflows");
        await shop.CreateTablesAsync();
        var identity = (await shop.InspectAsync()).Identity.ShouldNotBeNull();
        await shop.ReadAsync("DELETE FROM workflows.store_identity");

        (await shop.InspectAsync()).Identity.ShouldBe(identity);

        (await shop.ReadAsync("SELECT value FROM workflows.store_identity")).ShouldBe([identity]);
    }

    [Fact]
    public async Task A_process_that_may_not_write_says_so_until_another_has()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var shop = ShopStore.In(database.ConnectionString, "workflows");
        await using var reader = ShopStore.In($"{database.ConnectionString};Options=-c default_transaction_read_only=on", "workflows");
        await shop.CreateTablesAsync();

        var finding = StoreCheck.Of(await reader.InspectAsync()).ShouldHaveSingleItem();
        var identity = (await shop.InspectAsync()).Identity;
        var later = await reader.InspectAsync();

        (finding.Kind, finding.Severity).ShouldBe((WorkflowFindingKind.Unchecked, WorkflowFindingSeverity.Warning));
        finding.Text.ShouldContain("cannot execute INSERT in a read-only transaction");
        (later.Identity, later.IdentityRefusal).ShouldBe((identity, null));
    }

    [Fact]
    public async Task Behind_a_pooler_it_is_the_same()
    {
        await using var schema = new EmptySchema();
        await using var pooled = ShopStore.In($"{Services.PoolerConnectionString};No Reset On Close=true", schema.Name, isBehindPooler: true);
        await using var direct = ShopStore.In(Services.PostgresConnectionString, schema.Name);
        await direct.CreateTablesAsync();

        var identity = (await pooled.InspectAsync()).Identity;

        identity.ShouldNotBeNullOrEmpty();
        (await direct.InspectAsync()).Identity.ShouldBe(identity);
    }

    private static async Task<StoreFacts> InspectAsync(string schema)
    {
        await using var services = EarlierLayout.OpenStore(schema);
        return await services.GetRequiredService<IStoreInspection>().InspectAsync(Canceled);
    }

    private static async Task MigrateAsEarlierAsync(string schema, DateTimeOffset first)
    {
        await TestSchema.ExecuteAsync($"CREATE SCHEMA {schema}");
        await TestSchema.ExecuteAsync($"CREATE TABLE {schema}.migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamp with time zone NOT NULL)");
        foreach (var migration in Migration.All.Where(migration => migration.Number <= EarlierMigrationCount))
        {
            await TestSchema.ExecuteAsync(migration.Sql.Replace("{schema}", schema, StringComparison.Ordinal));
            await TestSchema.ExecuteAsync($"INSERT INTO {schema}.migrations VALUES ({migration.Number}, '{migration.Name}', timestamptz '{first:O}' + interval '{migration.Number - 1} days')");
        }
    }
}
