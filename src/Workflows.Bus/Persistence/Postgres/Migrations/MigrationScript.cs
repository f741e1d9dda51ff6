using System.Text;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Migrations;

/// <summary>
/// Writes all migrations as one script: a transaction that first makes sure it is alone, then does what the schema's own history does not
/// list yet. It may run any number of times, from any number of processes at once.
/// </summary>
internal static class MigrationScript
{
    public static string For(string schema)
    {
        SchemaName.Check(schema);
        var script = new StringBuilder();
        script.Append(Preparation(schema));
        foreach (var migration in Migration.All)
            script.Append(Step(schema, migration));

        return script.Append("COMMIT;\n").ToString();
    }

    /// <summary>The schema is made only where it is missing: "IF NOT EXISTS" wants the right to make one even where there is one.</summary>
    private static string Preparation(string schema) =>
        $"""
        BEGIN;

        SELECT pg_advisory_xact_lock(hashtextextended('workflows migrations {schema}', 0));

        DO $migration$ BEGIN
        IF to_regnamespace('"{schema}"') IS NULL THEN
        CREATE SCHEMA "{schema}";
        END IF;
        END $migration$;

        CREATE TABLE IF NOT EXISTS "{schema}".migrations (
            number integer PRIMARY KEY,
            name text NOT NULL,
            applied_at timestamp with time zone NOT NULL
        );


        """;

    private static string Step(string schema, Migration migration) =>
        $"""
        DO $migration$ BEGIN
        IF NOT EXISTS (SELECT FROM "{schema}".migrations WHERE number = {migration.Number}) THEN

        {migration.Sql.Replace("{schema}", $"\"{schema}\"", StringComparison.Ordinal).TrimEnd()}

        INSERT INTO "{schema}".migrations (number, name, applied_at) VALUES ({migration.Number}, '{migration.Name}', now());
        END IF;
        END $migration$;


        """;
}
