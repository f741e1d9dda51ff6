using System.Text.RegularExpressions;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Persistence;
using Workflows.IntegrationTests.Processes;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests;

/// <summary>The database is empty, and the processes make the tables themselves.</summary>
public sealed partial class When_processes_start_for_the_first_time
{
    [Theory]
    [InlineData(2, WorkerRole.Store)]
    [InlineData(1, WorkerRole.OwnContext)]
    public async Task Nothing_is_amiss_in_their_logs(int count, WorkerRole role)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var cluster = await Cluster.CreateAsync(typeof(OrderWorkflow));

        var workers = await cluster.StartReadyAsync(count, settings => (settings.Database, settings.Role) = (database.ConnectionString, role));
        foreach (var worker in workers)
        {
            await Eventually.CompletesAsync(worker.Output.LineAsync(line => line.Contains("Workflows are ready", StringComparison.Ordinal)), () => worker.Output.ToString());
            await worker.HealthBecomesAsync(isWell: true);
        }

        await cluster.StopAllAsync();

        workers.SelectMany(worker => worker.Output.Lines).Where(line => Amiss().IsMatch(line)).ShouldBeEmpty();
    }

    /// <summary>A warning or worse, or what a command finds in a transaction that one before it broke.</summary>
    [GeneratedRegex(@"^[0-9:.]+ (warn|fail|crit): |25P02|Unhandled exception", RegexOptions.IgnoreCase)]
    private static partial Regex Amiss();
}
