using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>
/// Writes the one statement that stores a batch: one round trip, one transaction. Instances come first, each guarded by its revision; what
/// belongs to them is written for those that were stored. Its result is null if all were stored, otherwise the ids of those that were.
/// </summary>
internal sealed class CommitSql(StoreTables tables, CommitRows rows, CommitShape shape)
{
    // Not a plain IN: that would become a join, and a join over two small unknown sets is a matter of luck. This is a look into a hash table.
    private const string IsStored = "(instance_id IN (SELECT instance_id FROM stored)) IS TRUE";

    private readonly List<NpgsqlParameter> _parameters = [];

    public IReadOnlyList<NpgsqlParameter> Parameters => _parameters;

    /// <param name="count">How many instances are to be stored.</param>
    public string Build(NpgsqlParameter<int> count)
    {
        var parts = new List<string>();
        if (shape.HasFlag(CommitShape.Updates))
            parts.Add($"updated AS ({Update()})");

        if (shape.HasFlag(CommitShape.Inserts))
            parts.Add($"inserted AS ({Insert()})");

        parts.Add($"stored AS MATERIALIZED ({Stored()})");
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

        if (shape.HasFlag(CommitShape.Tokens))
        {
            parts.Add($"tokens_closed AS ({CloseTokens()})");
            parts.Add($"tokens_set AS ({SetTokens()})");
        }

        count.NpgsqlDbType = NpgsqlDbType.Integer;
        _parameters.Add(count);
        return $"WITH {string.Join(",\n", parts)}\nSELECT CASE WHEN count(*) < ${_parameters.Count} THEN coalesce(array_agg(instance_id), ARRAY[]::uuid[]) END FROM stored";
    }

    /// <summary>
    /// The array of ids stands in it twice: once as part of the rows, once as a condition on the table, so that the table is entered by its index
    /// and never read whole, whatever the plan. A state that did not change is taken over as it lies, without being rewritten.
    /// </summary>
    private string Update()
    {
        var ids = _parameters.Count + 1;
        var from = rows.Updated.From("u", shape, _parameters);
        var changed = rows.Updated.Names(shape).Where(name => name != "instance_id")
            .Select(Changed);
        var emptied = rows.Updated.OtherNames(shape).Where(name => name != "state").Select(name => $"{name} = NULL");
        return $"""
            UPDATE {tables.Instances} AS i SET {string.Join(", ", changed.Concat(emptied))}
            FROM {from}
            WHERE i.instance_id = ANY (${ids}) AND i.instance_id = u.instance_id AND i.revision = u.revision - 1
            RETURNING i.instance_id
            """;
    }

    private static string Changed(string name) => name switch
    {
        "state" => "state = coalesce(u.state, i.state)",
        _ => $"{name} = u.{name}",
    };

    private string Insert() => $"{Add(tables.Instances, rows.Inserted)} ON CONFLICT DO NOTHING RETURNING instance_id";

    private string Stored() => (shape & (CommitShape.Updates | CommitShape.Inserts)) switch
    {
        CommitShape.Updates => "SELECT instance_id FROM updated",
        CommitShape.Inserts => "SELECT instance_id FROM inserted",
        _ => "SELECT instance_id FROM updated UNION ALL SELECT instance_id FROM inserted",
    };

    private string AddAll(string table, RowSet added) => $"{Add(table, added)} WHERE {IsStored}";

    private string Add(string table, RowSet added)
    {
        var names = string.Join(", ", added.Names(shape));
        return $"INSERT INTO {table} ({names}) SELECT {names} FROM {added.From("a", shape, _parameters)}";
    }

    /// <summary>
    /// A timer that is locked is being delivered: whoever does that deletes it. Waiting for it could last for ever, because the delivery may
    /// itself be waiting for this commit.
    /// </summary>
    private string CancelTimers() =>
        $"""
        DELETE FROM {tables.Timers} WHERE timer_id = ANY (ARRAY(
            SELECT timer_id FROM {tables.Timers} WHERE timer_id = ANY (ARRAY(
                SELECT timer_id FROM {rows.TimersCanceled.From("c", shape, _parameters)} WHERE {IsStored}))
            FOR UPDATE SKIP LOCKED))
        """;

    private string SetTokens()
    {
        string[] keys = ["instance_id", "token"];
        var changed = rows.TokensSet.Names(shape).Except(keys).Select(name => $"{name} = excluded.{name}");
        return $"{AddAll(tables.Tokens, rows.TokensSet)} ON CONFLICT ({string.Join(", ", keys)}) DO UPDATE SET {string.Join(", ", changed)}";
    }

    /// <inheritdoc cref="Unsubscribe"/>
    private string CloseTokens() =>
        $"""
        DELETE FROM {tables.Tokens} WHERE ctid = ANY (ARRAY(
            SELECT s.place FROM {rows.TokensClosed.From("c", shape, _parameters)}
            CROSS JOIN LATERAL (
                SELECT ctid AS place FROM {tables.Tokens} AS t WHERE t.instance_id = c.instance_id AND t.token = c.token OFFSET 0) AS s
            WHERE {IsStored}))
        """;

    /// <summary>OFFSET 0 keeps the inner query what it is: one look into the index for each row.</summary>
    private string Unsubscribe() =>
        $"""
        DELETE FROM {tables.Subscriptions} WHERE ctid = ANY (ARRAY(
            SELECT s.place FROM {rows.Unsubscribed.From("c", shape, _parameters)}
            CROSS JOIN LATERAL (
                SELECT ctid AS place FROM {tables.Subscriptions} AS t
                WHERE t.workflow = c.workflow AND t.wait = c.wait AND t.key = c.key AND t.instance_id = c.instance_id OFFSET 0) AS s
            WHERE {IsStored}))
        """;
}
