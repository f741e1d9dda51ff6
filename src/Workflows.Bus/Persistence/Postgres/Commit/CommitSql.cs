using Npgsql;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>
/// Writes the one statement that stores a batch: one round trip, one transaction. Instances come first, each guarded by its revision; what
/// belongs to them is written for those that were stored; their ids are the result.
/// </summary>
internal sealed class CommitSql(StoreTables tables, CommitRows rows)
{
    // Not a plain IN: that would become a join, and a join over two small unknown sets is a matter of luck. This is a look into a hash table.
    private const string IsStored = "(instance_id IN (SELECT instance_id FROM stored)) IS TRUE";

    private readonly List<NpgsqlParameter> _parameters = [];

    public NpgsqlParameter[] Parameters => [.. _parameters];

    public string Build(CommitShape shape)
    {
        var parts = new List<string>();
        if (shape.HasFlag(CommitShape.Updates))
            parts.Add($"updated AS ({Update()})");

        if (shape.HasFlag(CommitShape.Inserts))
            parts.Add($"inserted AS ({Insert()})");

        parts.Add($"stored AS MATERIALIZED ({Stored(shape)})");
        parts.Add($"journaled AS ({AddAll(tables.Journal, rows.Entries)})");
        if (shape.HasFlag(CommitShape.Timers))
        {
            parts.Add($"timers_canceled AS ({CancelTimers()})");
            parts.Add($"timers_set AS ({AddAll(tables.Timers, rows.TimersSet)} ON CONFLICT DO NOTHING)");
        }

        if (shape.HasFlag(CommitShape.Subscriptions))
        {
            parts.Add($"unsubscribed AS ({Unsubscribe()})");
            parts.Add($"subscribed AS ({AddAll(tables.Subscriptions, rows.Subscribed)} ON CONFLICT DO NOTHING)");
        }

        return $"WITH {string.Join(",\n", parts)}\nSELECT instance_id FROM stored";
    }

    /// <summary>
    /// The array of ids stands in it twice: once as part of the rows, once as a condition on the table, so that the table is entered by its index
    /// and never read whole, whatever the plan. A state that did not change is taken over as it lies, without being rewritten.
    /// </summary>
    private string Update()
    {
        var ids = _parameters.Count + 1;
        var from = rows.Updated.From("u", _parameters);
        var changes = rows.Updated.Names.Split(", ").Where(name => name != "instance_id")
            .Select(name => name == "state" ? "state = coalesce(u.state, i.state)" : $"{name} = u.{name}");
        return $"""
            UPDATE {tables.Instances} AS i SET {string.Join(", ", changes)}
            FROM {from}
            WHERE i.instance_id = ANY (${ids}) AND i.instance_id = u.instance_id AND i.revision = u.revision - 1
            RETURNING i.instance_id
            """;
    }

    private string Insert() =>
        $"""
        INSERT INTO {tables.Instances} ({rows.Inserted.Names})
        SELECT {rows.Inserted.Names} FROM {rows.Inserted.From("n", _parameters)}
        ON CONFLICT DO NOTHING
        RETURNING instance_id
        """;

    private static string Stored(CommitShape shape) => (shape & (CommitShape.Updates | CommitShape.Inserts)) switch
    {
        CommitShape.Updates => "SELECT instance_id FROM updated",
        CommitShape.Inserts => "SELECT instance_id FROM inserted",
        _ => "SELECT instance_id FROM updated UNION ALL SELECT instance_id FROM inserted",
    };

    private string AddAll(string table, RowSet added) =>
        $"INSERT INTO {table} ({added.Names}) SELECT {added.Names} FROM {added.From("a", _parameters)} WHERE {IsStored}";

    /// <summary>
    /// A timer that is locked is being delivered: whoever does that deletes it. Waiting for it could last for ever, because the delivery may
    /// itself be waiting for this commit.
    /// </summary>
    private string CancelTimers() =>
        $"""
        DELETE FROM {tables.Timers} WHERE timer_id = ANY (ARRAY(
            SELECT timer_id FROM {tables.Timers} WHERE timer_id = ANY (ARRAY(
                SELECT timer_id FROM {rows.TimersCanceled.From("c", _parameters)} WHERE {IsStored}))
            FOR UPDATE SKIP LOCKED))
        """;

    /// <summary>OFFSET 0 keeps the inner query what it is: one look into the index for each row.</summary>
    private string Unsubscribe() =>
        $"""
        DELETE FROM {tables.Subscriptions} WHERE ctid = ANY (ARRAY(
            SELECT s.place FROM {rows.Unsubscribed.From("c", _parameters)}
            CROSS JOIN LATERAL (
                SELECT ctid AS place FROM {tables.Subscriptions} AS t
                WHERE t.workflow = c.workflow AND t.wait = c.wait AND t.key = c.key AND t.instance_id = c.instance_id OFFSET 0) AS s
            WHERE {IsStored}))
        """;
}
