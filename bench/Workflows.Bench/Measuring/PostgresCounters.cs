using Npgsql;

namespace Workflows.Bench.Measuring;

/// <summary>What the server itself counted: commits and statements of the database.</summary>
internal sealed record PostgresCounters(double Commits, double Statements)
{
    /// <summary>Backends hand in their counts after at most a second while they are busy and up to ten seconds when they rest.</summary>
    public static readonly TimeSpan Settle = TimeSpan.FromSeconds(11);

    public static PostgresCounters operator -(PostgresCounters after, PostgresCounters before) =>
        new(after.Commits - before.Commits, after.Statements - before.Statements);

    public static async Task<PostgresCounters> ReadAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("""
            SELECT (SELECT xact_commit FROM pg_stat_database WHERE datname = current_database())::float8,
                   (SELECT coalesce(sum(calls), 0) FROM pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()))::float8
            """);
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        return new PostgresCounters(reader.GetDouble(0), reader.GetDouble(1));
    }

    public static async Task<int> PostmasterAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
        await command.ExecuteNonQueryAsync();
        await using var backend = source.CreateCommand("SELECT pg_backend_pid()");
        var pid = (int)(await backend.ExecuteScalarAsync())!;
        var stat = await File.ReadAllTextAsync($"/proc/{pid}/stat");
        return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
