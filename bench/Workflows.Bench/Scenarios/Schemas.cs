using Npgsql;

namespace Workflows.Bench.Scenarios;

/// <summary>Every scenario has a schema of its own.</summary>
internal static class Schemas
{
    public static string New(string scenario) => $"bench_{scenario.Replace('-', '_')}_{Guid.NewGuid().ToString("N")[..6]}";

    public static async Task DropAsync(NpgsqlDataSource source, string schema)
    {
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE");
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
