using Npgsql;

namespace Workflows.Bench.Seeding;

internal static class Sql
{
    /// <summary>Runs statements that may take minutes.</summary>
    public static async Task RunAsync(NpgsqlDataSource source, string statements, params NpgsqlParameter[] parameters)
    {
        await using var command = source.CreateCommand(statements);
        command.CommandTimeout = 0;
        command.Parameters.AddRange(parameters);
        await command.ExecuteNonQueryAsync();
    }
}
