using System.Transactions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Tests.Persistence.Conformance;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>The store in the context of an application.</summary>
public sealed class ApplicationContextTests
{
    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task It_works_in_the_database_of_the_context(bool withDataSource)
    {
        await using var schema = new EmptySchema();
        await using var dataSource = NpgsqlDataSource.Create(Services.PostgresConnectionString);
        await using var services = Build(options => ShopContext.Configure(options, schema.Name, withDataSource ? dataSource : null));
        await services.GetRequiredService<IStoreMigration>().MigrateAsync(Canceled);
        var store = services.GetRequiredService<IWorkflowStore>();

        var life = Parcels.WholeLife();
        foreach (var transition in life)
            (await store.CommitAsync([transition], Canceled)).ShouldBe([CommitOutcome.Committed]);

        (await store.ListAsync(new WorkflowFilter { Statuses = [WorkflowStatus.Completed] }, null, 10, Canceled)).ShouldHaveSingleItem().InstanceId.ShouldBe(life[0].Instance.Id);
        (await store.GetJournalAsync(life[0].Instance.Id, 0, 100, Canceled)).Count.ShouldBe(life.Sum(transition => transition.Entries.Length));
    }

    [Fact]
    public async Task Its_own_migrations_may_give_the_tables_other_names()
    {
        await using var schema = new EmptySchema();
        await using var services = Build(options => ShopContext.Configure(options, schema.Name, model: RenameTables));
        await using (var scope = services.CreateAsyncScope())
            await TestSchema.ExecuteAsync(scope.ServiceProvider.GetRequiredService<ShopContext>().Database.GenerateCreateScript());

        var started = Parcels.Start();
        (await services.GetRequiredService<IWorkflowStore>().CommitAsync([started], Canceled)).ShouldBe([CommitOutcome.Committed]);

        (await TestSchema.ReadAsync($"SELECT instance_id FROM {schema.Name}.wf_instances")).ShouldBe([$"{started.Instance.Id}"]);
        (await Should.ThrowAsync<InvalidOperationException>(() => services.GetRequiredService<IStoreMigration>().MigrateAsync(Canceled))).Message.ShouldContain("migrations of ShopContext itself");
    }

    [Fact]
    public async Task Tables_with_other_names_that_it_is_to_make_at_the_start_are_refused_there()
    {
        await using var services = Build(options => ShopContext.Configure(options, "workflows", model: RenameTables), store => store.MigrateAtStart = true);

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IStoreMigration>()).Message.ShouldContain("migrations of ShopContext itself");
    }

    [Fact]
    public async Task Filters_and_tracking_of_the_application_do_not_touch_it()
    {
        await using var schema = new EmptySchema();
        await using var services = Build(options => ShopContext.Configure(options, schema.Name, model: HideAll));
        await services.GetRequiredService<IStoreMigration>().MigrateAsync(Canceled);
        var store = services.GetRequiredService<IWorkflowStore>();

        await store.CommitAsync([Parcels.Start()], Canceled);

        (await store.ListAsync(new WorkflowFilter(), null, 10, Canceled)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_it_writes_stands_whatever_becomes_of_the_transaction_of_its_caller()
    {
        await using var schema = new EmptySchema();
        await using var services = Build(options => ShopContext.Configure(options, schema.Name));
        await services.GetRequiredService<IStoreMigration>().MigrateAsync(Canceled);
        var store = services.GetRequiredService<IWorkflowStore>();
        var audit = services.GetRequiredService<IAuditStore>();
        var now = Parcels.Noon;
        var key = new WaitKey("delivery", "1");

        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            await store.ParkAsync(new ParkedEvent { EventId = Guid.NewGuid(), Workflow = "Parcel", Keys = [key], EventType = "Shop.ParcelDelivered", Body = "{}", ReceivedAt = now, ExpiresAt = now.AddMinutes(5) }, Canceled);
            await store.ScheduleAsync(new ScheduledMessage { Id = Guid.NewGuid(), DueAt = now, Destination = "exchange:orders", Body = "{}", ContentType = "application/json" }, Canceled);
            await audit.RecordAsync(Guid.NewGuid(), new WorkflowAuditEntry { At = now, Operation = "Cancel", Actor = "ann", IsAccepted = false }, Canceled);
        }

        (await store.FindParkedAsync("Parcel", [key], now, Canceled)).Count.ShouldBe(1);
        (await store.NextDueAsync(Canceled)).ShouldBe(now);
        (await TestSchema.ReadAsync($"SELECT actor FROM {schema.Name}.audit")).ShouldBe(["ann"]);
    }

    [Fact]
    public async Task A_context_that_is_not_registered_is_named()
    {
        var collection = new ServiceCollection().AddLogging();
        EntityFrameworkStoreRegistration.Add<ShopContext>(collection, new WorkflowStoreOptions());
        await using var services = collection.BuildServiceProvider();

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IWorkflowStore>()).Message
            .ShouldBe("Expected ShopContext among the services, because UseEntityFramework<ShopContext>() names it, but it is not registered. Add it with AddDbContext<ShopContext>().");
    }

    [Fact]
    public async Task A_context_without_the_tables_is_told_how_to_get_them()
    {
        await using var services = Build(options => ShopContext.Configure(options, schema: null));

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IWorkflowStore>()).Message
            .ShouldBe("Expected the tables of workflows in the model of ShopContext, but it has none. Call modelBuilder.AddWorkflows() in its OnModelCreating.");
    }

    [Fact]
    public async Task Renamed_columns_are_refused()
    {
        await using var services = Build(options => ShopContext.Configure(options, "workflows", model: RenameColumns));

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IWorkflowStore>()).Message
            .ShouldContain("Expected a column 'instance_id' in table 'instances' of the model of ShopContext, but it is 'instance_id_x'.");
    }

    [Theory]
    [InlineData("", "No Reset On Close=False and Max Auto Prepare=0")]
    [InlineData(";No Reset On Close=true;Max Auto Prepare=20", "No Reset On Close=True and Max Auto Prepare=20")]
    public async Task Behind_a_pooler_a_connection_string_that_it_does_not_bear_is_refused(string more, string found)
    {
        await using var dataSource = NpgsqlDataSource.Create(Services.PostgresConnectionString + more);
        await using var services = Build(options => ShopContext.Configure(options, "workflows", dataSource), store => store.BehindTransactionPooler = true);

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IWorkflowStore>()).Message
            .ShouldBe($"Expected 'No Reset On Close=true' and no 'Max Auto Prepare' in the connection string of ShopContext, because BehindTransactionPooler is set and a pooler that hands connections on bears neither a reset nor prepared statements. It has {found}.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    public async Task A_pool_that_its_own_sessions_would_fill_is_refused_with_the_size_it_needs(int most)
    {
        await using var dataSource = NpgsqlDataSource.Create(Services.PooledConnectionString(most));
        await using var services = Build(options => ShopContext.Configure(options, "workflows", dataSource));

        Should.Throw<InvalidOperationException>(() => services.GetRequiredService<IWorkflowStore>()).Message
            .ShouldStartWith($"Expected a Maximum Pool Size of at least 8 in the connection string of ShopContext, better 14, but it is {most}:");
    }

    [Theory]
    [InlineData(";Maximum Pool Size=8")]
    [InlineData(";Pooling=false;Maximum Pool Size=1")]
    public async Task A_pool_that_can_work_is_taken(string more)
    {
        await using var dataSource = NpgsqlDataSource.Create(Services.PostgresConnectionString + more);
        await using var services = Build(options => ShopContext.Configure(options, "workflows", dataSource));

        Should.NotThrow(() => services.GetRequiredService<IWorkflowStore>());
    }

    private static ServiceProvider Build(Action<DbContextOptionsBuilder> configure, Action<WorkflowStoreOptions>? settings = null)
    {
        var options = new WorkflowStoreOptions();
        settings?.Invoke(options);
        var services = new ServiceCollection().AddLogging();
        services.AddDbContext<ShopContext>(configure);
        EntityFrameworkStoreRegistration.Add<ShopContext>(services, options);
        return services.BuildServiceProvider();
    }

    private static void RenameTables(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
            entity.SetTableName($"wf_{entity.GetTableName()}");
    }

    private static void RenameColumns(ModelBuilder model)
    {
        foreach (var property in model.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
            property.SetColumnName($"{property.GetColumnName()}_x");
    }

    private static void HideAll(ModelBuilder model)
    {
        foreach (var entity in model.Model.GetEntityTypes())
        {
            var row = System.Linq.Expressions.Expression.Parameter(entity.ClrType);
            entity.SetQueryFilter(System.Linq.Expressions.Expression.Lambda(System.Linq.Expressions.Expression.Constant(false), row));
        }
    }
}
