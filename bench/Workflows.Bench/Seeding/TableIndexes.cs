using Npgsql;

namespace Workflows.Bench.Seeding;

/// <summary>Takes the indexes off the large tables while these are filled: building them afterwards is many times faster.</summary>
internal sealed class TableIndexes(NpgsqlDataSource source, string schema)
{
    private readonly List<string> _rebuild = [];

    public async Task DropAsync()
    {
        List<(string Name, string Table, string Definition, string? Constraint)> indexes = [];
        await using (var command = source.CreateCommand(
            $"""
            SELECT c.relname, t.relname, pg_get_indexdef(c.oid), pg_get_constraintdef(k.oid)
            FROM pg_index AS x JOIN pg_class AS c ON c.oid = x.indexrelid JOIN pg_class AS t ON t.oid = x.indrelid LEFT JOIN pg_constraint AS k ON k.conindid = c.oid
            WHERE t.relnamespace = '{schema}'::regnamespace AND t.relname IN ('instances', 'journal')
            """))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
                indexes.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        foreach (var (name, table, definition, constraint) in indexes)
        {
            await Sql.RunAsync(source, constraint is null ? $"DROP INDEX {schema}.{name}" : $"ALTER TABLE {schema}.{table} DROP CONSTRAINT {name}");
            _rebuild.Add(constraint is null ? definition : $"ALTER TABLE {schema}.{table} ADD CONSTRAINT {name} {constraint}");
        }
    }

    public async Task RebuildAsync()
    {
        foreach (var statement in _rebuild)
            await Sql.RunAsync(source, $"SET maintenance_work_mem = '512MB'; {statement}");
    }
}
