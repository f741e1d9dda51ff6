using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>The processes in the database. It goes by the clock of the database, for those of the processes differ.</summary>
internal sealed class PostgresProcessStore(InsightReader reader, StoreTables tables) : IProcessStore
{
    public Task NoteAsync(RunningProcess process, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return reader.WriteAsync(
            $"""
            WITH gone AS (DELETE FROM {tables.Processes} WHERE seen_at < now() - interval '1 day')
            INSERT INTO {tables.Processes} (process_id, name, definitions, bus, seen_at)
            VALUES ({parameters.Add(process.Id)}, {parameters.Add(process.Name)}, {parameters.Add(StoredJson.OfProcess(process.Definitions))}::json, {(StoredJson.OfBus(process.Bus) is { } bus ? $"{parameters.Add(bus)}::json" : "NULL")}, now())
            ON CONFLICT (process_id) DO UPDATE SET name = excluded.name, definitions = excluded.definitions, bus = excluded.bus, seen_at = excluded.seen_at
            """,
            parameters,
            cancellationToken);
    }

    public Task ForgetAsync(Guid processId, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return reader.WriteAsync($"DELETE FROM {tables.Processes} WHERE process_id = {parameters.Add(processId)}", parameters, cancellationToken);
    }

    public async Task<IReadOnlyList<RunningProcess>> ListAsync(TimeSpan within, CancellationToken cancellationToken)
    {
        var parameters = new SqlParameters();
        return await reader.ReadAsync(
            $"SELECT process_id, name, definitions, bus FROM {tables.Processes} WHERE seen_at > now() - {parameters.Add(within)} ORDER BY name COLLATE \"C\", process_id",
            parameters,
            Read,
            cancellationToken);
    }

    /// <summary>A process that says what nobody understands says it anew in a moment.</summary>
    private static RunningProcess Read(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetString(1), Unreadable.Or<IReadOnlyList<ProcessDefinition>>(row.GetString(2), text => StoredJson.ToProcess(text!), _ => []))
    {
        Bus = Unreadable.Or(row.IsDBNull(3) ? null : row.GetString(3), StoredJson.ToBus, _ => null),
    };
}
