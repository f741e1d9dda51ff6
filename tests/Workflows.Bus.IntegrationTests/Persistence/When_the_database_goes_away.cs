using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Persistence.Grouping;
using Workflows.Tests.Persistence.Conformance;
using Workflows.Tests.Persistence.Grouping;

namespace Workflows.IntegrationTests.Persistence;

/// <summary>Under load, connections break in the middle of commits and cannot be made again for a while.</summary>
public sealed class When_the_database_goes_away
{
    private const int RunnerCount = 32;
    private const int LivesPerRunner = 20;

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_lost_and_nothing_happens_twice()
    {
        await using var database = await TestDatabase.CreateAsync();
        await WorkflowMigrations.MigrateAsync(database.ConnectionString, cancellationToken: Canceled);
        var log = new RecordedLog<StoreAvailability>();
        await using var services = Build(database.ConnectionString, log);
        var gateway = services.GetRequiredService<IInstanceGateway>();
        var availability = services.GetRequiredService<StoreAvailability>();
        var endedCount = 0;

        var runs = Enumerable.Range(0, RunnerCount).Select(async _ =>
        {
            for (var i = 0; i < LivesPerRunner; i++)
            {
                await LiveAsync(gateway);
                Interlocked.Increment(ref endedCount);
            }
        }).ToArray();

        foreach (var after in new[] { 0.1, 0.4 })
        {
            await Eventually(runs, () => Volatile.Read(ref endedCount) > after * RunnerCount * LivesPerRunner);
            await database.AllowConnectionsAsync(false);
            await database.KillConnectionsAsync();
            await Eventually(runs, () => !availability.IsReachable);
            await database.AllowConnectionsAsync(true);
            await Eventually(runs, () => availability.IsReachable);
        }

        await Eventually(runs, () => Volatile.Read(ref endedCount) > 0.7 * RunnerCount * LivesPerRunner);
        await database.KillConnectionsAsync();
        await Task.WhenAll(runs);

        await CheckAsync(services.GetRequiredService<IWorkflowStore>());
        log.Entries.Count(entry => entry.Level == LogLevel.Warning).ShouldBeInRange(2, 6);
        log.Entries.Count(entry => entry.Level == LogLevel.Information).ShouldBe(log.Entries.Count(entry => entry.Level == LogLevel.Warning));
        log.Entries.ShouldNotContain(entry => entry.Level >= LogLevel.Error);
    }

    /// <summary>A message that asks while the database is away is neither lost nor put aside: it waits.</summary>
    [Fact]
    public async Task Every_question_waits_for_it()
    {
        await using var database = await TestDatabase.CreateAsync();
        await WorkflowMigrations.MigrateAsync(database.ConnectionString, cancellationToken: Canceled);
        await using var services = Build(database.ConnectionString, new RecordedLog<StoreAvailability>());
        var gateway = services.GetRequiredService<IInstanceGateway>();
        var transition = Parcels.WholeLife()[0];
        var id = transition.Instance.Id;
        var now = TimeProvider.System.GetUtcNow();
        var parked = new ParkedEvent { EventId = Guid.NewGuid(), Workflow = "parcel", Keys = [new WaitKey("packed", "p-1")], EventType = "urn:message:Shop:ParcelPacked", Body = "{}", ReceivedAt = now, ExpiresAt = now.AddMinutes(5) };
        Func<Task>[] questions =
        [
            () => gateway.LoadAsync(id, Canceled),
            () => gateway.CommitAsync(transition, Canceled),
            () => gateway.FindParkedAsync("parcel", [parked.Keys[0]], Canceled),
            () => gateway.FindSubscribersAsync("parcel", [parked.Keys[0]], Canceled),
            () => gateway.FindTakersAsync("parcel", parked.EventId, Canceled),
            () => gateway.HasOpenAsync("parcel", 1, Canceled),
            () => gateway.ReleaseParkedAsync(parked.EventId, "parcel", parked.Keys[0], Canceled),
            () => gateway.ParkAsync(parked, Canceled),
            () => gateway.MarkOfferedAsync(parked.EventId, "parcel", Canceled),
            () => gateway.FindByKeyAsync("parcel", "p-1", Canceled),
            () => gateway.GetDefinitionsAsync(Canceled),
            () => gateway.ListProcessesAsync(TimeSpan.FromSeconds(90), Canceled),
            () => gateway.ReadJournalAsync(id, 1, Canceled),
            () => gateway.ReadPassedNodesAsync(id, Canceled),
        ];
        questions.Length.ShouldBe(typeof(IInstanceGateway).GetMethods().Length, "each of the gateway's questions is to be asked here");
        await database.AllowConnectionsAsync(false);
        await database.KillConnectionsAsync();

        var answers = questions.Select(question => question()).ToArray();
        await Eventually(answers, () => !services.GetRequiredService<StoreAvailability>().IsReachable);
        await database.AllowConnectionsAsync(true);

        await Task.WhenAll(answers).WaitAsync(TimeSpan.FromMinutes(1), Canceled);
    }

    /// <summary>Goes through a life as the runtime does: what meets a conflict is read again, and counts as done where it was stored after all.</summary>
    private static async Task LiveAsync(IInstanceGateway gateway)
    {
        foreach (var transition in Parcels.WholeLife())
        {
            var outcome = await gateway.CommitAsync(transition, Canceled);
            if (outcome.Result != CommitResult.Committed)
            {
                outcome.ShouldBe(CommitOutcome.Conflict with { IsRepeated = true });
                (await gateway.LoadAsync(transition.Instance.Id, Canceled))!.Revision.ShouldBe(transition.Instance.Revision);
            }
        }
    }

    private static async Task CheckAsync(IWorkflowStore store)
    {
        var instances = await store.ListAsync(new WorkflowFilter(), null, 10_000, Canceled);
        instances.Count.ShouldBe(RunnerCount * LivesPerRunner);
        instances.ShouldAllBe(instance => instance.Status == WorkflowStatus.Completed);
        var entryCount = Parcels.WholeLife().Sum(transition => transition.Entries.Length);
        foreach (var instance in instances)
        {
            var journal = await store.GetJournalAsync(instance.InstanceId, 0, 1_000, Canceled);
            journal.Select(entry => entry.Sequence).ShouldBe(Enumerable.Range(1, entryCount));
        }
    }

    private static ServiceProvider Build(string connectionString, RecordedLog<StoreAvailability> log)
    {
        var services = new ServiceCollection().AddLogging();
        PostgresStoreRegistration.Add(services, connectionString, new PostgresStoreOptions { Schema = "workflows" });
        services.AddSingleton<ILogger<StoreAvailability>>(log);
        return services.BuildServiceProvider();
    }

    /// <summary>A run that failed says why, instead of the wait for what it does no more.</summary>
    private static async Task Eventually(Task[] runs, Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (!condition())
        {
            if (runs.FirstOrDefault(run => run.IsFaulted) is { } failed)
                await failed;

            await Task.Delay(5, patience.Token);
        }
    }
}
