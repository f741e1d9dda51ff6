using System.Collections.Concurrent;
using Npgsql;
using Workflows.Contracts;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Timers;

public sealed class When_the_database_is_away_at_the_start : IAsyncDisposable
{
    private readonly string _database = $"late_{Guid.NewGuid():N}";

    [Fact]
    public async Task Timers_go_off_once_it_is_there()
    {
        var settings = new NpgsqlConnectionStringBuilder(Services.PostgresConnectionString) { Database = _database, Pooling = false };
        var arrivals = new ConcurrentQueue<Arrival>();
        await using var node = await AlarmNode.StartAsync(settings.ConnectionString, "workflows", arrivals);
        await Should.ThrowAsync<WorkflowStoreUnavailableException>(() => node.ScheduleAsync(1, TimeSpan.Zero));

        await TestSchema.ExecuteAsync($"CREATE DATABASE {_database}");
        await WorkflowMigrations.MigrateAsync(settings.ConnectionString, cancellationToken: TestContext.Current.CancellationToken);
        await node.ScheduleAsync(2, TimeSpan.FromSeconds(3));
        await Eventually.HoldsAsync(() => !arrivals.IsEmpty, () => "A message that was scheduled is to come.");

        arrivals.ShouldHaveSingleItem().Number.ShouldBe(2);
    }

    public async ValueTask DisposeAsync() => await TestSchema.ExecuteAsync($"DROP DATABASE IF EXISTS {_database} WITH (FORCE)");
}
