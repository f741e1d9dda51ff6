using System.Diagnostics;
using Npgsql;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker.Definitions.Storm.NewRelease;
using Workflows.TestWorker.Steps;

namespace Workflows.IntegrationTests.Storms;

/// <summary>
/// Minutes of everything that can happen, at once: processes of two releases are killed, broker and database are killed, the database stands still, the broker
/// takes nothing, messages come twice. Runs where it is asked for: <c>./test.sh --storm [minutes]</c>.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class When_a_storm_rages
{
    /// <summary>A process that was killed leaves its instances to the sweep, which takes those that have been silent for 20 seconds.</summary>
    private static readonly TimeSpan _aftermath = TimeSpan.FromMinutes(5);

    /// <summary>Effects that are repeated, in percent: by recovery, which cannot know whether the process that died had sent them.</summary>
    private const int MostRepeated = 5;

    [Fact(Explicit = true)]
    public async Task Nothing_is_lost_and_nothing_is_recorded_twice()
    {
        var settings = StormSettings.FromEnvironment();
        var report = new StormReport(settings);
        await using var cluster = await StormFleet.CreateClusterAsync();
        await using var database = NpgsqlDataSource.Create(Services.PooledConnectionString(most: 3));
        await PrepareAsync(database);
        var fleet = new StormFleet(cluster);
        await fleet.StartAsync();
        await using var load = await StormLoad.StartAsync(cluster.Name);

        var disasters = new Disasters(fleet, cluster.Name, new Random(settings.Seed));
        using (var over = new CancellationTokenSource(settings.Duration))
            await Task.WhenAll(load.RunAsync(over.Token), disasters.RunAsync(over.Token));

        foreach (var (name, count) in disasters.Counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            report.Tell(name, count);

        cluster.Instances.ForgetConnections();
        database.Clear();
        var checks = new StormChecks(database, cluster.Name);
        report.Tell("seconds until all had ended", await EndsAsync(checks, load));
        await ReportAsync(report, checks, fleet, cluster, load);
        await report.WriteAsync();
        report.Faults.ShouldBeEmpty(report.ToString());
    }

    private static async Task PrepareAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(StepSpans.TableSql);
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>Seconds. What has not ended by then is found by the checks.</returns>
    private static async Task<int> EndsAsync(StormChecks checks, StormLoad load)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < _aftermath)
        {
            if (await checks.InstancesAsync() == load.BookedCount && await checks.OpenAsync() == 0 && load.EndedCount == load.BookedCount)
                break;

            await Task.Delay(TimeSpan.FromMilliseconds(250));
        }

        return (int)Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static async Task ReportAsync(StormReport report, StormChecks checks, StormFleet fleet, Cluster cluster, StormLoad load)
    {
        foreach (var (worker, killedAt) in fleet.KilledAt)
            await checks.EndRunsAsync(worker, killedAt);

        var workers = $"{cluster.Name}-%";
        report.Tell("instances", load.BookedCount);
        report.Tell("versions with instances", await checks.VersionsAsync());
        report.Tell("runs of user code", await checks.RunsAsync(workers));
        report.Tell("attempts lost", await checks.LostAttemptsAsync());
        report.Tell("attempts failed", await checks.FailedAttemptsAsync());
        report.Check("starts that came to nothing", load.BookedCount - await checks.InstancesAsync());
        report.Check("instances that did not complete", await checks.NotCompletedAsync());
        report.Check("outcomes recorded twice", await checks.RecordedTwiceAsync());
        report.Check("journals with gaps", await checks.GapsAsync());
        report.Check("steps missing", await checks.MissingStepsAsync());
        report.Check("states that are wrong", await checks.WrongStatesAsync());
        report.Check("timers, subscriptions and messages left behind", await checks.OrphansAsync());
        report.Check("messages in error queues", await StormChecks.ErrorsAsync([cluster.QueueOf<VoyageWorkflow>(), cluster.QueueOf<FormerVoyageWorkflow>(), cluster.StepQueueOf<VoyageWorkflow>(), cluster.StepQueueOf<FormerVoyageWorkflow>(), cluster.CommandQueue]));
        report.Check("effects lost", load.BookedCount - load.EndedCount);
        report.Check("effects doubled under another id", load.DoubledCount);
        report.Check("effects repeated under their id", load.RepeatedCount, load.BookedCount * MostRepeated / 100);
        report.Check("steps that ran twice at once", await checks.AtOnceAsync(workers), load.BookedCount * MostRepeated / 100);
        report.Check("processes that ended by themselves", fleet.Crashed.Count());
    }
}
