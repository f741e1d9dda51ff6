using Npgsql;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Finds who took an event. OFFSET 0 keeps the inner query what it is: looks into the indexes of the event and of the ids.</summary>
internal sealed class TakersStatement
{
    private readonly NpgsqlParameter<string> _workflow = new();
    private readonly NpgsqlParameter<Guid> _eventId = new();
    private readonly PreparedStatement _statement;

    public TakersStatement(NpgsqlConnection connection, StoreTables tables) =>
        _statement = new PreparedStatement(connection, Sql(tables), _workflow, _eventId);

    public static string Sql(StoreTables tables) =>
        $"""
        SELECT s.instance_id FROM (
            SELECT instance_id, workflow FROM {tables.Instances}
            WHERE instance_id = ANY (ARRAY(SELECT instance_id FROM {tables.Journal} WHERE event_taken = $2)) OFFSET 0) AS s
        WHERE s.workflow = $1
        """;

    public async Task<IReadOnlyList<Guid>> ExecuteAsync(string workflow, Guid eventId, CancellationToken cancellationToken)
    {
        _workflow.TypedValue = workflow;
        _eventId.TypedValue = eventId;
        var takers = new List<Guid>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            takers.Add(reader.GetGuid(0));

        return takers;
    }
}
