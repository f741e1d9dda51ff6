using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Migrations;

/// <summary>Runs the script of all migrations, and says so where that takes long.</summary>
/// <param name="connect">Makes connections the way the store does.</param>
/// <param name="schema">Where the tables are. Asked for only when they are to be made: those of an application's own context may be where, and be called what, no script of ours says.</param>
/// <param name="logger">Is told what a migration waits for.</param>
/// <param name="time">When to look.</param>
internal sealed class SchemaMigration(Func<NpgsqlConnection> connect, Func<string> schema, ILogger logger, TimeProvider time) : IStoreMigration
{
    /// <summary>After how long it is said, again and again, that it lasts.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(15);

    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        var script = MigrationScript.For(schema());
        await using var connection = connect();
        await connection.OpenAsync(cancellationToken);

        // Building an index on a large table takes as long as it takes, and so does waiting for another process that does it.
        await using var command = new NpgsqlCommand(script, connection) { CommandTimeout = 0 };
        var (started, processId) = (time.GetTimestamp(), connection.ProcessID);
        var run = command.ExecuteNonQueryAsync(cancellationToken);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        while (await Task.WhenAny(run, Task.Delay(Patience, time, end.Token)) != run && !cancellationToken.IsCancellationRequested)
            await SayAsync(processId, time.GetElapsedTime(started), cancellationToken);

        await end.CancelAsync();
        await run;
    }

    /// <summary>Who looks may be in need of a connection that there is none of: the next look does as well.</summary>
    private async Task SayAsync(int processId, TimeSpan duration, CancellationToken cancellationToken)
    {
        string blocker;
        try
        {
            blocker = await MigrationBlocker.FindAsync(connect, processId, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            blocker = $"What it waits for could not be found out: {exception.Message}";
        }

        StoreLog.MigrationLasts(logger, duration, blocker);
    }
}
