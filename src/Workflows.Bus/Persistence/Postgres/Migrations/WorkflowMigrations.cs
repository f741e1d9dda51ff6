using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Migrations;

namespace Workflows;

/// <summary>Creates and upgrades the tables of workflows in PostgreSQL, for deployments that do it apart from the application.</summary>
public static class WorkflowMigrations
{
    /// <summary>All migrations as an SQL script. It does what is missing, so it may run on an empty and on a current database alike.</summary>
    /// <param name="schema">Schema of the tables. 1 to 63 lower-case letters, digits or underscores. Default: <c>workflows</c>.</param>
    /// <exception cref="ArgumentException">A schema with other characters.</exception>
    public static string Script(string schema = SchemaName.Default) => MigrationScript.For(schema);

    /// <summary>Does what is missing. Several processes may call it at once: one does it, the others wait.</summary>
    /// <param name="connectionString">The database, with a user that may create tables in it.</param>
    /// <param name="schema">Schema of the tables. It is created where it is missing. Default: <c>workflows</c>.</param>
    /// <param name="cancellationToken">Stops it; nothing of it is kept then.</param>
    /// <exception cref="ArgumentException">A schema with other characters.</exception>
    /// <exception cref="NpgsqlException">The database cannot be reached or refuses a statement.</exception>
    public static async Task MigrateAsync(string connectionString, string schema = SchemaName.Default, CancellationToken cancellationToken = default)
    {
        SchemaName.Check(schema);
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await new SchemaMigration(dataSource.CreateConnection, () => schema, NullLogger.Instance, TimeProvider.System).MigrateAsync(cancellationToken);
    }
}
