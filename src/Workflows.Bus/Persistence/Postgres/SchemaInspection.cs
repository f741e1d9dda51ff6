using System.Globalization;
using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Migrations;

namespace Workflows.Persistence.Postgres;

/// <summary>Looks at which tables there are, what made them, and which store they are.</summary>
/// <param name="tables">The tables.</param>
/// <param name="schema">Where they are; null: wherever the connections of the application find them.</param>
/// <param name="isMigratedHere">They come from our migrations: those of an application's own context may come from its own.</param>
internal sealed class SchemaInspection(StoreTables tables, string? schema, bool isMigratedHere)
{
    private volatile string? _identity;

    /// <returns>Identity, migrations and tables.</returns>
    public async Task<StoreFacts> InspectAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        var applied = schema is null ? null : await AppliedAsync(connection, schema, cancellationToken);
        var isOurs = isMigratedHere || applied is not null;
        var (missing, unknown) = isOurs ? Compare(applied ?? []) : ([], []);
        var absent = await AbsentAsync(connection, cancellationToken);
        var (identity, refusal) = await IdentityAsync(connection, absent, EarlierIdentity(applied), cancellationToken);
        return new StoreFacts
        {
            Identity = identity,
            IdentityRefusal = refusal,
            MissingMigrations = missing,
            UnknownMigrations = unknown,
            MissingTables = isOurs ? [] : [.. absent.Select(table => table.Replace("\"", "", StringComparison.Ordinal))],
            WorksWithoutThem = absent.All(table => table == tables.StoreIdentity),
        };
    }

    /// <summary>Before it was kept in a table of its own, it was the moment of the first migration.</summary>
    private static string? EarlierIdentity(Dictionary<int, Applied>? applied) =>
        applied?.GetValueOrDefault(1)?.AppliedAt.Ticks.ToString(CultureInfo.InvariantCulture);

    private async Task<(string? Identity, string? Refusal)> IdentityAsync(NpgsqlConnection connection, IReadOnlyList<string> absent, string? earlier, CancellationToken cancellationToken)
    {
        if (absent.Contains(tables.StoreIdentity))
            return (earlier, null);

        try
        {
            // A row that somebody deleted is written again as it was: messages that are on their way carry it.
            _identity = await IdentityRow.EnsureAsync(connection, tables.StoreIdentity, _identity ?? earlier, cancellationToken);
            return (_identity, null);
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InsufficientPrivilege or PostgresErrorCodes.ReadOnlySqlTransaction)
        {
            return (earlier, exception.MessageText);
        }
    }

    private async Task<IReadOnlyList<string>> AbsentAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT t FROM unnest($1) AS t WHERE to_regclass(t) IS NULL", connection);
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = [.. tables.All] });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var absent = new List<string>();
        while (await reader.ReadAsync(cancellationToken))
            absent.Add(reader.GetString(0));

        return absent;
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
    /// <param name="AppliedAt">When it ran.</param>
    private sealed record Applied(string Name, DateTimeOffset AppliedAt);
}
