using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>The quarantine in the database.</summary>
internal sealed class PostgresQuarantineStore(InsightReader reader, StoreTables tables) : IQuarantineStore
{
    public async Task<QuarantineNote?> NoteAsync(PoisonRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var sql = new QuarantineSql(tables, row.Id);
        var notes = await reader.WriteAsync(
            sql.Note(row, now), sql.Parameters, entry => new QuarantineNote(entry.GetInt32(0), entry.TimeOf(1), entry.GetBoolean(2), !entry.IsDBNull(3) && entry.GetBoolean(3)), cancellationToken);
        return notes.Count == 0 ? null : notes[0];
    }

    public async Task<IReadOnlyList<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return await reader.ReadAsync(QuarantineSql.List(tables, parameters, filter, after, limit), parameters, QuarantineSql.Row, cancellationToken);
    }

    public async Task<WorkflowQuarantinedRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var sql = new QuarantineSql(tables, id);
        return (await reader.ReadAsync(sql.Find(), sql.Parameters, QuarantineSql.Row, cancellationToken)).FirstOrDefault();
    }

    public async Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellationToken) =>
        await reader.ReadAsync(
            $"SELECT kind, count(*), (array_agg(reason ORDER BY quarantined_at DESC))[1] FROM {tables.Quarantine} WHERE quarantined_at IS NOT NULL GROUP BY kind ORDER BY kind",
            new SqlParameters(),
            row => new QuarantineCount((WorkflowQuarantineKind)row.GetInt16(0), row.GetInt64(1), row.GetString(2)),
            cancellationToken);

    public async Task<bool> ReleaseAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken)
    {
        var sql = new QuarantineSql(tables, id);
        try
        {
            return (await reader.WriteAsync(sql.Release(audit), sql.Parameters, row => row.GetGuid(0), cancellationToken)).Count > 0;
        }
        catch (PostgresException exception) when (exception.SqlState is ['2', '2' or '3', ..])
        {
            throw new UnreadableRowException($"What is kept of it is no row that could be put back: {exception.MessageText}", exception);
        }
    }

    public async Task<bool> DiscardAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken)
    {
        var sql = new QuarantineSql(tables, id);
        return (await reader.WriteAsync(sql.Discard(audit), sql.Parameters, row => row.GetGuid(0), cancellationToken)).Count > 0;
    }

    public async Task<IReadOnlyList<Guid>> FindListenersAsync(Guid eventId, string workflow, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        var sql = $"""
            SELECT DISTINCT s.instance_id FROM {tables.ParkedEvents} AS p JOIN {tables.Subscriptions} AS s USING (workflow, wait, key)
            WHERE p.event_id = {parameters.Add(eventId)} AND p.workflow = {parameters.Add(workflow)}
            """;
        return await reader.ReadAsync(sql, parameters, row => row.GetGuid(0), cancellationToken);
    }

    public async Task<IReadOnlyList<UnreadableDefinition>> FindUnreadableDefinitionsAsync(CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync($"SELECT workflow, version, definition FROM {tables.Definitions} ORDER BY workflow, version", new SqlParameters(), Check, cancellationToken);
        return [.. found.OfType<UnreadableDefinition>()];
    }

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return reader.WriteAsync(QuarantineSql.Forget(tables, parameters.Add(before)), parameters, cancellationToken);
    }

    private static UnreadableDefinition? Check(NpgsqlDataReader row)
    {
        var (workflow, version) = (row.GetString(0), row.GetInt32(1));
        return Unreadable.Or<UnreadableDefinition?>(
            row.GetString(2),
            text =>
            {
                StoredJson.ToDefinition(text!, workflow, version, default);
                return null;
            },
            exception => new UnreadableDefinition(workflow, version, Unreadable.Because(exception)));
    }
}
