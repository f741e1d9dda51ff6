using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Finds kept events: first by the pairs, then each with all its rows. OFFSET 0 keeps the inner queries looks into an index.</summary>
internal sealed class ParkedStatement
{
    private readonly WaitKeyParameters _pairs = new();
    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly PreparedStatement _statement;

    public ParkedStatement(NpgsqlConnection connection, StoreTables tables) =>
        _statement = new PreparedStatement(
            connection,
            $"""
            SELECT p.event_id, p.wait, p.key, p.event_type, p.body, p.received_at, p.expires_at
            FROM (
                SELECT DISTINCT m.event_id FROM unnest($2, $3) AS k(wait, key)
                CROSS JOIN LATERAL (
                    SELECT event_id FROM {tables.ParkedEvents} AS t
                    WHERE t.workflow = $1 AND t.wait = k.wait AND t.key = k.key AND t.expires_at > $4 OFFSET 0) AS m) AS f
            CROSS JOIN LATERAL (
                SELECT * FROM {tables.ParkedEvents} AS t WHERE t.event_id = f.event_id AND t.workflow = $1 OFFSET 0) AS p
            ORDER BY p.received_at, p.event_id, p.wait, p.key
            """,
            [.. _pairs.All, _now]);

    public async Task<IReadOnlyList<ParkedEvent>> ExecuteAsync(string workflow, IReadOnlyList<WaitKey> pairs, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _pairs.Set(workflow, pairs);
        _now.TypedValue = now.UtcDateTime;
        var found = new OrderedDictionary<Guid, (ParkedEvent Event, List<WaitKey> Keys)>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var id = reader.GetGuid(0);
            if (!found.TryGetValue(id, out var known))
                found.Add(id, known = (Read(reader, id, workflow), []));

            known.Keys.Add(new WaitKey(reader.GetString(1), reader.GetString(2)));
        }

        return [.. found.Values.Select(known => known.Event with { Keys = known.Keys })];
    }

    private static ParkedEvent Read(NpgsqlDataReader reader, Guid id, string workflow) => new()
    {
        EventId = id,
        Workflow = workflow,
        Keys = [],
        EventType = reader.GetString(3),
        Body = reader.GetString(4),
        ReceivedAt = reader.GetFieldValue<DateTimeOffset>(5),
        ExpiresAt = reader.GetFieldValue<DateTimeOffset>(6),
    };
}
