using Npgsql;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Changes of definitions in the database. Who holds one stands in the row of the definition; a registration wipes it out, and at worst two do the same.</summary>
internal sealed class PostgresChangeStore(InsightReader reader, StoreTables tables) : IChangeStore
{
    public async Task<bool> TryHoldAsync(DefinitionChange change, Guid holder, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        var where = Where(change, parameters);
        var self = $"{parameters.Add(holder)}::text";
        var sql =
            $"""
            UPDATE {tables.Definitions} SET definition = (definition::jsonb || jsonb_build_object('changeHolder', {self}, 'changeHeldUntil', {parameters.Add(until)}))::json
            WHERE {where} AND (definition ->> 'changeHolder' IS NULL OR definition ->> 'changeHolder' = {self} OR (definition ->> 'changeHeldUntil')::timestamptz < {parameters.Add(now)})
            RETURNING 1
            """;
        return (await reader.WriteAsync([sql], parameters, Row, cancellationToken)).Count > 0;
    }

    public Task CloseAsync(DefinitionChange change, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return reader.WriteAsync(
            $"UPDATE {tables.Definitions} SET definition = (definition::jsonb - '{{changedAt,changeHolder,changeHeldUntil}}'::text[])::json WHERE {Where(change, parameters)}",
            parameters,
            cancellationToken);
    }

    private static string Where(DefinitionChange change, SqlParameters parameters) =>
        $"workflow = {parameters.Add(change.Workflow)} AND version = {parameters.Add(change.Version)} AND (definition ->> 'changedAt')::timestamptz = {parameters.Add(change.At)}";

    private static int Row(NpgsqlDataReader row) => row.GetInt32(0);
}
