using Npgsql;

namespace Workflows.Persistence.Postgres;

/// <summary>Tells that the tables are missing or older than the statements.</summary>
internal static class MissingTables
{
    public static bool Is(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedColumn or PostgresErrorCodes.InvalidSchemaName,
    };

    public static string Explanation(Exception exception) =>
        $"Expected the tables of workflows in the database, but they are missing or of an older version: {(exception as PostgresException)?.MessageText ?? exception.Message}. "
        + $"Create or upgrade them with {nameof(WorkflowMigrations)}.{nameof(WorkflowMigrations.MigrateAsync)}, with the script that {nameof(WorkflowMigrations)}.{nameof(WorkflowMigrations.Script)} prints, "
        + "or at the start of the application with the option MigrateAtStart; where they are part of a context of the application, with its migrations.";
}
