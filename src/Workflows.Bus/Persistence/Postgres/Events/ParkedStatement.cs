using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Postgres.Insights;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Finds kept events by the pairs they are for. OFFSET 0 keeps the inner query what it is: one look into the index for each pair.</summary>
internal sealed class ParkedStatement
{
    private readonly WaitKeyParameters _pairs = new();
    private readonly PreparedStatement _statement;

    public ParkedStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _pairs.All);

    public static string Sql(StoreTables tables) =>
        $"""
        SELECT p.event_id, p.wait, p.key, p.event_type, p.body, p.received_at, p.expires_at, p.context FROM unnest($2, $3) AS k(wait, key)
        CROSS JOIN LATERAL (
            SELECT * FROM {tables.ParkedEvents} AS t WHERE t.workflow = $1 AND t.wait = k.wait AND t.key = k.key OFFSET 0) AS p
        ORDER BY p.received_at, p.event_id, p.wait, p.key
        """;

    public async Task<IReadOnlyList<ParkedEvent>> ExecuteAsync(string workflow, IReadOnlyList<WaitKey> pairs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _pairs.Set(workflow, pairs);
        var found = new OrderedDictionary<Guid, (ParkedEvent Event, List<WaitKey> Keys)>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            if (!found.TryGetValue(id, out var known))
                found.Add(id, known = (Read(reader, id, workflow), []));

            known.Keys.Add(new WaitKey(reader.GetString(1), reader.GetString(2)));
        }

        return [.. found.Values.Where(known => known.Event.ExpiresAt > now).Select(known => known.Event with { Keys = known.Keys })];
    }

    /// <summary>One event that cannot be read keeps nobody from the others.</summary>
    private static ParkedEvent Read(NpgsqlDataReader reader, Guid id, string workflow)
    {
        var parked = new ParkedEvent
        {
            EventId = id,
            Workflow = workflow,
            Keys = [],
            EventType = reader.GetString(3),
            Body = reader.GetString(4),
            ReceivedAt = reader.TimeOf(5),
            ExpiresAt = reader.TimeOf(6),
        };
        return Unreadable.Or(
            reader.IsDBNull(7) ? null : reader.GetString(7),
            text => parked with { Context = StoredJson.ToContext(text) },
            exception => parked with { Unreadable = $"What came with it cannot be read: {Unreadable.Because(exception)}" });
    }
}
