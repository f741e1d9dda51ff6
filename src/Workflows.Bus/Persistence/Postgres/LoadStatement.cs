using System.Text.Json;
using Npgsql;
using Workflows.Persistence.Postgres.Insights;
using NpgsqlTypes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>Reads instances whole, by their ids.</summary>
internal sealed class LoadStatement
{
    private readonly NpgsqlParameter<Guid[]> _ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly PreparedStatement _statement;

    public LoadStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _ids);

    public static string Sql(StoreTables tables) =>
        $"""
        SELECT instance_id, workflow, version, status, revision, key, tags, state, execution, error, trace_parent, created_at, updated_at, finished_at, stale_at
        FROM {tables.Instances} WHERE instance_id = ANY ($1)
        """;

    /// <returns>Those that exist, in any order.</returns>
    public async Task<Dictionary<Guid, WorkflowInstance>> ExecuteAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        _ids.TypedValue = ids;
        var instances = new Dictionary<Guid, WorkflowInstance>(ids.Length);
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var instance = Read(reader);
            instances.Add(instance.Id, instance);
        }

        return instances;
    }

    /// <summary>One row that cannot be read keeps nobody from the others.</summary>
    private static WorkflowInstance Read(NpgsqlDataReader reader)
    {
        var instance = ReadColumns(reader);
        try
        {
            if (!Enum.IsDefined(instance.Status))
                throw new JsonException($"there is no status {(int)instance.Status}");

            var error = StoredJson.ToError(TextAt(reader, 9));
            return instance with
            {
                Tags = StoredJson.ToTags(TextAt(reader, 6)),
                Execution = StoredJson.ToExecution(reader.GetString(8), error),
                Error = error,
            };
        }
        catch (Exception exception)
        {
            return instance with { Unreadable = Unreadable.Because(exception) };
        }
    }

    private static WorkflowInstance ReadColumns(NpgsqlDataReader reader) => new()
    {
        Id = reader.GetGuid(0),
        Workflow = reader.GetString(1),
        Version = reader.GetInt32(2),
        Status = (WorkflowStatus)reader.GetInt16(3),
        Revision = reader.GetInt64(4),
        Key = TextAt(reader, 5),
        State = reader.GetString(7),
        Execution = new Execution(),
        TraceParent = TextAt(reader, 10),
        CreatedAt = reader.TimeOf(11),
        UpdatedAt = reader.TimeOf(12),
        FinishedAt = TimeAt(reader, 13),
        StaleAt = TimeAt(reader, 14),
    };

    private static string? TextAt(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static DateTimeOffset? TimeAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.TimeOf(column);
}
