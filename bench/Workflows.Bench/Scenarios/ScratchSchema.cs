using Npgsql;

namespace Workflows.Bench.Scenarios;

/// <summary>Every scenario has a schema of its own. Declared before the hosts that use it, it is dropped when they have stopped.</summary>
internal sealed class ScratchSchema(NpgsqlDataSource source, string scenario) : IAsyncDisposable
{
    public string Name { get; } = $"bench_{scenario.Replace('-', '_')}_{Guid.NewGuid().ToString("N")[..6]}";

    public async ValueTask DisposeAsync()
    {
        await using var command = source.CreateCommand($"DROP SCHEMA IF EXISTS {Name} CASCADE");
        command.CommandTimeout = 300;
        await command.ExecuteNonQueryAsync();
    }
}
