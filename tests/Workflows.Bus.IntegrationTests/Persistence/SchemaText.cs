namespace Workflows.IntegrationTests.Persistence;

/// <summary>Everything that the catalog knows of the tables in a schema, line by line, except for the history of migrations.</summary>
internal static class SchemaText
{
    public static async Task<IReadOnlyList<string>> OfAsync(string schema)
    {
        var lines = new List<string>();
        lines.AddRange(await TestSchema.ReadAsync(
            $"""
            SELECT c.relname, c.relkind::text, c.relpersistence::text, (SELECT array_to_string(array_agg(o ORDER BY o), ', ') FROM unnest(c.reloptions) AS o)
            FROM pg_class AS c WHERE c.relnamespace = '{schema}'::regnamespace AND c.relname NOT LIKE '%migrations%' ORDER BY c.relname
            """));
        lines.AddRange(await TestSchema.ReadAsync(
            $"""
            SELECT c.relname, row_number() OVER (PARTITION BY c.relname ORDER BY a.attnum), a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, l.collname, pg_get_expr(d.adbin, d.adrelid), a.attidentity::text, a.attgenerated::text
            FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            LEFT JOIN pg_collation AS l ON l.oid = a.attcollation
            LEFT JOIN pg_attrdef AS d ON d.adrelid = c.oid AND d.adnum = a.attnum
            WHERE c.relnamespace = '{schema}'::regnamespace AND c.relkind = 'r' AND c.relname <> 'migrations' ORDER BY c.relname, a.attnum
            """));
        lines.AddRange(await TestSchema.ReadAsync(
            $"SELECT indexname, replace(indexdef, '{schema}', 'schema') FROM pg_indexes WHERE schemaname = '{schema}' AND tablename <> 'migrations' ORDER BY 1"));
        lines.AddRange(await TestSchema.ReadAsync(
            $"""
            SELECT c.relname, k.conname, pg_get_constraintdef(k.oid) FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = k.conrelid
            WHERE c.relnamespace = '{schema}'::regnamespace AND c.relname <> 'migrations' ORDER BY 1, 2
            """));
        return lines;
    }
}
