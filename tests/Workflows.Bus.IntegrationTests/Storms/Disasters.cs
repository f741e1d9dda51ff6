using Npgsql;
using Workflows.IntegrationTests.RealServices;

namespace Workflows.IntegrationTests.Storms;

/// <summary>What befalls processes and services, at random moments, in an order that its seed repeats.</summary>
internal sealed class Disasters(StormFleet fleet, string schema, Random random)
{
    private static readonly TimeSpan _shortestCalm = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan _longestCalm = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan _slowness = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    /// <summary>What happened, and how often.</summary>
    public IReadOnlyDictionary<string, int> Counts => _counts;

    /// <param name="over">Ends when it is canceled; what has begun is brought to its end.</param>
    public async Task RunAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var (name, befall) = Choose();
            _counts[name] = _counts.GetValueOrDefault(name) + 1;
            await befall();
            var calm = _shortestCalm + (_longestCalm - _shortestCalm) * random.NextDouble();
            await Task.Delay(calm, over).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    private (string Name, Func<Task> Befall) Choose() => random.Next(12) switch
    {
        0 => ("broker killed", () => ServiceScript.RunAsync("restart-rabbitmq", "--kill")),
        1 => ("database killed", () => ServiceScript.RunAsync("restart-postgres", "--kill")),
        2 => ("database stands still for 15 s", LockTableAsync),
        3 => ("memory alarm of the broker for 8 s", AlarmAsync),
        _ => ("worker killed", () => fleet.KillAsync(StormFleet.Choose(random))),
    };

    private async Task LockTableAsync()
    {
        // Not one of a pool: the database may have been killed since it was made.
        await using var connection = new NpgsqlConnection(Services.PostgresConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand($"LOCK TABLE {schema}.instances IN ACCESS EXCLUSIVE MODE", connection, transaction);
        await command.ExecuteNonQueryAsync();
        await Task.Delay(_slowness);
        await transaction.RollbackAsync();
    }

    private static async Task AlarmAsync()
    {
        await ServiceScript.RunAsync("alarm-rabbitmq", "on");
        try
        {
            await Task.Delay(TimeSpan.FromSeconds(8));
        }
        finally
        {
            await ServiceScript.RunAsync("alarm-rabbitmq", "off");
        }
    }
}
