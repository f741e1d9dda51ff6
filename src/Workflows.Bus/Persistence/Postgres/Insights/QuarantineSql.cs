using Npgsql;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Model;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>The statements of the quarantine. Each is about one row, found by the id of its entry.</summary>
internal sealed class QuarantineSql(StoreTables tables, Guid id)
{
    private const string Columns = "q.id, q.kind, q.subject_id, q.workflow, q.version, q.instance_id, q.reason, q.try_count, q.first_at, q.quarantined_at, q.content";
    private const short Instance = (short)WorkflowQuarantineKind.Instance;
    private const short Timer = (short)WorkflowQuarantineKind.Timer;
    private const short Event = (short)WorkflowQuarantineKind.Event;

    private readonly SqlParameters _parameters = new();
    private string? _id;

    public SqlParameters Parameters => _parameters;

    private string Id => _id ??= _parameters.Add(id);

    private string Entry => $"q.id = {Id} AND q.quarantined_at IS NOT NULL";

    public static string List(StoreTables tables, SqlParameters parameters, WorkflowQuarantineFilter filter, ListCursor? after, int limit)
    {
        List<string> conditions = ["q.quarantined_at IS NOT NULL"];
        if (filter.Kind is { } kind)
            conditions.Add($"q.kind = {parameters.Add((int)kind)}");

        if (filter.InstanceId is { } instance)
            conditions.Add($"q.instance_id = {parameters.Add(instance)}");

        if (after is { } last)
            conditions.Add($"(q.quarantined_at, q.id) < ({parameters.Add(last.CreatedAt)}, {parameters.Add(last.InstanceId)})");

        return $"SELECT {Columns} FROM {tables.Quarantine} AS q WHERE {SearchConditions.All(conditions)} ORDER BY q.quarantined_at DESC, q.id DESC LIMIT {limit}";
    }

    public static WorkflowQuarantinedRow Row(NpgsqlDataReader row) => new()
    {
        Id = row.GetGuid(0),
        Kind = (WorkflowQuarantineKind)row.GetInt16(1),
        SubjectId = row.GetGuid(2),
        Workflow = row.Text(3),
        Version = row.Number(4),
        InstanceId = row.Id(5),
        Reason = row.GetString(6),
        TryCount = row.GetInt32(7),
        FirstAt = row.TimeOf(8),
        QuarantinedAt = row.TimeOf(9),
        Content = row.Text(10),
    };

    public static string Forget(StoreTables tables, string before) =>
        $"""
        DELETE FROM {tables.Quarantine} AS q WHERE (q.quarantined_at IS NULL AND q.last_at < {before})
            OR (q.kind = {Instance} AND NOT EXISTS (SELECT FROM {tables.Instances} AS i WHERE i.instance_id = q.subject_id AND i.revision = q.revision))
        """;

    public string Find() => $"SELECT {Columns} FROM {tables.Quarantine} AS q WHERE {Entry}";

    /// <summary>Counts the try, sets the row aside where it was one too many, and tells where it stands.</summary>
    public IReadOnlyList<string> Note(PoisonRow row, DateTimeOffset now)
    {
        var at = _parameters.Add(now);
        var subject = _parameters.Add(row.SubjectId);
        return [Count(row, at, subject), .. SetAside(row.Kind, subject), $"SELECT q.try_count, q.next_at, q.quarantined_at IS NOT NULL, q.quarantined_at = {at} FROM {tables.Quarantine} AS q WHERE q.id = {Id}"];
    }

    /// <summary>Puts the row back. What is in its place by now stays.</summary>
    public IReadOnlyList<string> Release(QuarantineAudit audit)
    {
        var now = _parameters.Add(audit.Entry.At);
        return
        [
            $"UPDATE {tables.Instances} AS i SET stale_at = {now} FROM {tables.Quarantine} AS q WHERE {Entry} AND q.kind = {Instance} AND i.instance_id = q.subject_id AND i.{LivingStatus.Condition}",
            $"""
            INSERT INTO {tables.Timers} SELECT r.* FROM {tables.Quarantine} AS q CROSS JOIN LATERAL json_populate_recordset(NULL::{tables.Timers}, q.content::json) AS r
            WHERE {Entry} AND q.kind = {Timer} ON CONFLICT DO NOTHING
            """,
            $"""
            INSERT INTO {tables.ParkedEvents} SELECT r.* FROM {tables.Quarantine} AS q CROSS JOIN LATERAL json_populate_recordset(NULL::{tables.ParkedEvents}, q.content::json) AS r
            WHERE {Entry} AND q.kind = {Event} ON CONFLICT DO NOTHING
            """,
            $"""
            UPDATE {tables.ParkedEvents} AS p SET expires_at = {now} + (p.expires_at - p.received_at) FROM {tables.Quarantine} AS q
            WHERE {Entry} AND q.kind = {Event} AND p.event_id = q.subject_id AND p.workflow = q.workflow
            """,
            .. Record(audit),
            $"DELETE FROM {tables.Quarantine} AS q WHERE {Entry} RETURNING q.id",
        ];
    }

    public IReadOnlyList<string> Discard(QuarantineAudit audit) => [.. Record(audit), $"DELETE FROM {tables.Quarantine} AS q WHERE {Entry} AND q.kind <> {Instance} RETURNING q.id"];

    private string Count(PoisonRow row, string now, string subject)
    {
        var reason = _parameters.Add(row.Reason);
        var kind = (short)row.Kind;
        var source = row.Kind == WorkflowQuarantineKind.Instance
            ? $"SELECT i.workflow, i.version, i.instance_id, i.revision FROM {tables.Instances} AS i WHERE i.instance_id = {subject}"
            : $"SELECT {Optional(row.Workflow)}::text AS workflow, {Optional(row.Version)}::integer AS version, {Optional(row.InstanceId)}::uuid AS instance_id, NULL::bigint AS revision";
        var tries = "CASE WHEN t.revision IS NOT DISTINCT FROM excluded.revision THEN t.try_count + 1 ELSE 1 END";
        var first = _parameters.Add(QuarantineRules.DelayAfter(1));
        return $"""
            INSERT INTO {tables.Quarantine} AS t (id, kind, subject_id, workflow, version, instance_id, revision, reason, try_count, first_at, last_at, next_at)
            SELECT {Id}, {kind}, {subject}, s.workflow, s.version, s.instance_id, s.revision, {reason}, 1, {now}, {now}, {now} + {first} FROM ({source}) AS s
            ON CONFLICT (id) DO UPDATE SET try_count = {tries}, reason = excluded.reason, revision = excluded.revision, last_at = {now},
                next_at = {now} + {first} * power(2, {tries} - 1), quarantined_at = CASE WHEN {tries} >= {QuarantineRules.MaxTries} THEN {now} END
            WHERE t.quarantined_at IS NULL AND t.next_at <= {now}
            """;
    }

    /// <summary>Nothing happens where the row is still to be tried. The entry of a row that is gone goes as well.</summary>
    private string[] SetAside(WorkflowQuarantineKind kind, string subject) => kind switch
    {
        WorkflowQuarantineKind.Instance =>
        [
            $"UPDATE {tables.Instances} AS i SET stale_at = NULL FROM {tables.Quarantine} AS q WHERE {Entry} AND i.instance_id = q.subject_id AND i.revision = q.revision AND i.stale_at IS NOT NULL",
            $"DELETE FROM {tables.Quarantine} AS q WHERE {Entry} AND NOT EXISTS (SELECT FROM {tables.Instances} AS i WHERE i.instance_id = q.subject_id AND i.revision = q.revision)",
        ],
        WorkflowQuarantineKind.Timer =>
        [
            .. Take(tables.Timers, $"r.timer_id = {subject}"),
            $"UPDATE {tables.Timers} AS r SET first_due_at = coalesce(r.first_due_at, r.due_at), due_at = q.next_at FROM {tables.Quarantine} AS q WHERE q.id = {Id} AND r.timer_id = {subject} AND r.due_at < q.next_at",
        ],
        _ => Take(tables.ParkedEvents, $"r.event_id = {subject} AND r.workflow = q.workflow"),
    };

    private string[] Take(string table, string rows) =>
    [
        $"""
        WITH taken AS (DELETE FROM {table} AS r USING {tables.Quarantine} AS q WHERE {Entry} AND {rows} RETURNING r.*)
        UPDATE {tables.Quarantine} AS q SET content = coalesce((SELECT json_agg(taken)::text FROM taken), q.content) WHERE {Entry}
        """,
        $"DELETE FROM {tables.Quarantine} AS q WHERE {Entry} AND q.content IS NULL",
    ];

    /// <summary>What nobody put a name to is not recorded.</summary>
    private string[] Record(QuarantineAudit audit)
    {
        var entry = audit.Entry;
        return string.IsNullOrWhiteSpace(entry.Actor)
            ? []
            : [$"""
            INSERT INTO {tables.Audit} (audit_id, at, actor, operation, is_accepted, instance_id, workflow, reason, outcome)
            SELECT {_parameters.Add(audit.RecordId)}, {_parameters.Add(entry.At)}, {_parameters.Add(entry.Actor)}, {_parameters.Add(entry.Operation)}, true, q.instance_id, q.workflow,
                {Optional(entry.Reason)}::text, {Optional(entry.Outcome)}::text FROM {tables.Quarantine} AS q WHERE {Entry}
            """];
    }

    private string Optional(string? value) => value is null ? "NULL" : _parameters.Add(value);

    private string Optional(int? value) => value is { } number ? _parameters.Add(number) : "NULL";

    private string Optional(Guid? value) => value is { } known ? _parameters.Add(known) : "NULL";
}
