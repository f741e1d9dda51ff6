using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>
/// Lists operations from the journals and from the record beside them: of each kind (and person) in the order that the index has, merged. An instance or a
/// job has an index of its own.
/// </summary>
internal sealed class AuditSql(StoreTables tables, WorkflowAuditFilter filter, AuditCursor? after, int limit)
{
    /// <summary>Each person costs a look into the index for every kind. Of more people, an entry is soon met among those of all.</summary>
    private const int MaxPeople = 10;

    public SqlParameters Parameters { get; } = new();

    /// <summary>Whether it depends on how many people there are which way is good.</summary>
    public bool NeedsCount => !HasPlace && filter.Actor is [.. _, '*'];

    /// <summary>Set where there are more people than are looked up one by one.</summary>
    public bool AreMany { get; init; }

    private bool HasPlace => filter.InstanceId is not null || filter.JobId is not null;

    /// <summary>Whether the people are many.</summary>
    public string CountPeople() =>
        $"{Actors(tables.Journal, "kind")} SELECT count(*) > {MaxPeople} FROM (SELECT FROM actors LIMIT {MaxPeople + 1}) AS found";

    public string List() =>
        $"""
        SELECT a.at, a.id, a.sequence, a.kind, a.actor, a.reason, a.job_id, a.node, a.operation, a.is_accepted, a.outcome, a.instance_id,
            coalesce(a.workflow, i.workflow), coalesce(a.key, i.key)
        FROM (({Journaled()}) UNION ALL ({Recorded()}) ORDER BY at DESC, id DESC, sequence DESC LIMIT {limit}) AS a
        LEFT JOIN {tables.Instances} AS i ON i.instance_id = a.instance_id ORDER BY a.at DESC, a.id DESC, a.sequence DESC
        """;

    public static AuditLine Line(NpgsqlDataReader row)
    {
        var place = new AuditCursor(row.TimeOf(0), row.GetGuid(1), row.GetInt32(2));
        var line = row.Text(3) is { } kind
            ? AuditView.Of(kind, place.At, place.Id, place.Sequence, row.Text(7))
            : new AuditLine(place, new WorkflowAuditEntry
            {
                At = place.At,
                Operation = row.GetString(8),
                IsAccepted = row.GetBoolean(9),
                Outcome = row.Text(10),
                InstanceId = row.Id(11),
            });
        return line with
        {
            Entry = line.Entry with { Actor = row.Text(4), Reason = row.Text(5), JobId = row.Id(6), Workflow = row.Text(12), Key = row.Text(13) },
        };
    }

    private string Journaled()
    {
        const string columns =
            """
            j.at, j.instance_id AS id, j.sequence, j.kind, j.actor, j.reason, j.job_id, j.node, NULL::text AS operation, NULL::boolean AS is_accepted, NULL::text AS outcome,
            j.instance_id, NULL::text AS workflow, NULL::text AS key
            """;
        var conditions = Conditions("j.at", "j.instance_id", "j.job_id", after is { } last ? $"(j.at, j.instance_id, j.sequence) < ({Place(last)}, {Parameters.Add(last.Sequence)})" : "");
        return Merged(tables.Journal, "j", "kind", AuditView.KindsOf(filter.Operation), columns, SearchConditions.All([.. conditions, "j.actor IS NOT NULL"]), "j.at DESC, j.instance_id DESC, j.sequence DESC");
    }

    private string Recorded()
    {
        const string columns =
            """
            r.at, r.audit_id AS id, 0 AS sequence, NULL::text AS kind, r.actor, r.reason, r.job_id, NULL::text AS node, r.operation, r.is_accepted, r.outcome,
            r.instance_id, r.workflow, r.key
            """;
        var operations = filter.Operation is { } one ? [one] : AuditView.Operations;
        var conditions = Conditions("r.at", "r.instance_id", "r.job_id", after is { } last ? $"(r.at, r.audit_id, 0) < ({Place(last)}, {Parameters.Add(last.Sequence)})" : "");
        return Merged(tables.Audit, "r", "operation", operations, columns, SearchConditions.All(conditions), "r.at DESC, r.audit_id DESC");
    }

    private string Place(AuditCursor last) => $"{Parameters.Add(last.At)}, {Parameters.Add(last.Id)}";

    private List<string> Conditions(string at, string instanceId, string jobId, string behind)
    {
        List<string> conditions = [behind];
        if (filter.InstanceId is { } instance)
            conditions.Add($"{instanceId} = {Parameters.Add(instance)}");

        if (filter.JobId is { } job)
            conditions.Add($"{jobId} = {Parameters.Add(job)}");

        if (filter.From is { } from)
            conditions.Add($"{at} >= {Parameters.Add(from)}");

        if (filter.Before is { } before)
            conditions.Add($"{at} < {Parameters.Add(before)}");

        return conditions;
    }

    private string Merged(string table, string alias, string kind, string[] kinds, string columns, string conditions, string order)
    {
        if (HasPlace)
        {
            return $"""
                SELECT {columns} FROM {table} AS {alias}
                WHERE {conditions} AND {alias}.{kind} = ANY ({Parameters.Add(kinds)}) {(filter.Actor is null ? "" : $"AND {ByActor(alias)}")} ORDER BY {order} LIMIT {limit}
                """;
        }

        var (actors, people, ofPerson) = filter.Actor is null ? ("", "", "")
            : AreMany ? ("", "", $"AND {SearchConditions.LookedAt(ByActor(alias))}")
            : (Actors(table, kind), "actors AS p CROSS JOIN ", $"AND {alias}.actor = p.actor");
        return $"""
            {actors}
            SELECT m.* FROM {people} unnest({Parameters.Add(kinds)}) AS k(kind) CROSS JOIN LATERAL (
                SELECT {columns} FROM {table} AS {alias} WHERE {alias}.{kind} = k.kind {ofPerson} AND {conditions} ORDER BY {order} LIMIT {limit}) AS m
            """;
    }

    private string ByActor(string alias) => filter.Actor is [.. var beginning, '*']
        ? Parameters.AddBeginning($"{alias}.actor", beginning)
        : $"{alias}.actor = {Parameters.Add(filter.Actor!)}";

    /// <summary>The people whose names begin so: one look into the index for each.</summary>
    private string Actors(string table, string kind)
    {
        if (filter.Actor is not [.. _, '*'])
            return $"WITH actors(actor) AS (VALUES ({Parameters.Add(filter.Actor!)}))";

        return $"""
            WITH RECURSIVE actors AS (
                (SELECT a.actor FROM {table} AS a WHERE a.actor IS NOT NULL AND {ByActor("a")} ORDER BY a.actor, a.{kind}, a.at LIMIT 1)
                UNION ALL
                SELECT n.actor FROM actors AS l CROSS JOIN LATERAL (
                    SELECT a.actor FROM {table} AS a WHERE a.actor > l.actor AND {ByActor("a")} ORDER BY a.actor, a.{kind}, a.at LIMIT 1) AS n)
            """;
    }
}
