using Npgsql;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Migrations;

/// <summary>Runs the script of all migrations.</summary>
internal sealed class SchemaMigration(Func<NpgsqlConnection> connect, string schema) : IStoreMigration
{
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await using var connection = connect();
        await connection.OpenAsync(cancellationToken);

        // Building an index on a large table takes as long as it takes, and so does waiting for another process that does it.
        await using var command = new NpgsqlCommand(MigrationScript.For(schema), connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
