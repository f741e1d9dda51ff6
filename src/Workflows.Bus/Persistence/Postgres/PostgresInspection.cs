using System.Globalization;
using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Migrations;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Looks at clock, schema and pool.</summary>
/// <param name="connect">Makes connections the way the store does.</param>
/// <param name="gate">Knows of a pooler in the way.</param>
/// <param name="schema">Where the tables are; null: wherever the application put them.</param>
/// <param name="isMigratedHere">The tables come from our migrations: those of an application's own context may come from its own.</param>
/// <param name="time">The clock of this process.</param>
internal sealed class PostgresInspection(Func<NpgsqlConnection> connect, PoolerGate gate, string? schema, bool isMigratedHere, TimeProvider time) : IStoreInspection
{
    public async Task<StoreFacts> InspectAsync(CancellationToken cancellationToken)
    {
        var isPooled = !await PassesAsync(cancellationToken);
        await using var connection = await Unenlisted.OpenAsync(connect(), cancellationToken);
        var settings = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        var ahead = await ClockAsync(connection, cancellationToken);
        var applied = schema is null ? null : await AppliedAsync(connection, schema, cancellationToken);
        var (missing, unknown) = schema is null || (applied is null && !isMigratedHere) ? ([], []) : Compare(applied ?? []);
        return new StoreFacts
        {
            Identity = applied?.GetValueOrDefault(1)?.AppliedAt.Ticks.ToString(CultureInfo.InvariantCulture),
            ClockAhead = ahead,
            MissingMigrations = missing,
            UnknownMigrations = unknown,
            IsPooled = isPooled,
            PoolSize = settings.Pooling ? settings.MaxPoolSize : null,
            NeededConnections = PoolNeed.Comfortable,
        };
    }

    private async Task<bool> PassesAsync(CancellationToken cancellationToken)
    {
        try
        {
            await gate.EnterAsync(cancellationToken);
            return true;
        }
        catch (WorkflowStoreUnavailableException)
        {
            return false;
        }
    }

    /// <summary>Against the middle of the question, so that a slow answer is not taken for a wrong clock.</summary>
    private async Task<TimeSpan> ClockAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var before = time.GetUtcNow();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var database = reader.TimeOf(0);
        var after = time.GetUtcNow();
        return before + ((after - before) / 2) - database;
    }

    private static (IReadOnlyList<string> Missing, IReadOnlyList<string> Unknown) Compare(Dictionary<int, Applied> applied)
    {
        var known = Migration.All.ToDictionary(migration => migration.Number, migration => migration.Name);
        return (
            [.. known.Where(pair => !applied.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => NameOf(pair.Key, pair.Value))],
            [.. applied.Where(pair => !known.ContainsKey(pair.Key)).OrderBy(pair => pair.Key).Select(pair => NameOf(pair.Key, pair.Value.Name))]);
    }

    /// <returns>Null: our migrations never ran there.</returns>
    private static async Task<Dictionary<int, Applied>?> AppliedAsync(NpgsqlConnection connection, string schema, CancellationToken cancellationToken)
    {
        await using var ask = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new NpgsqlParameter<string> { TypedValue = $"\"{schema}\".migrations" } } };
        if (await ask.ExecuteScalarAsync(cancellationToken) is not true)
            return null;

        var applied = new Dictionary<int, Applied>();
        await using var command = new NpgsqlCommand($"SELECT number, name, applied_at FROM \"{schema}\".migrations", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            applied.Add(reader.GetInt32(0), new Applied(reader.GetString(1), reader.TimeOf(2)));

        return applied;
    }

    private static string NameOf(int number, string name) => string.Create(CultureInfo.InvariantCulture, $"{number:0000}_{name}");

    /// <param name="Name">Name of the migration.</param>
    /// <param name="AppliedAt">When it ran. That of the first tells schemas apart, and goes with the data wherever they are moved.</param>
    private sealed record Applied(string Name, DateTimeOffset AppliedAt);
}
