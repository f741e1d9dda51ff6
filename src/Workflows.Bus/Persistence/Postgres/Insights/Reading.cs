using Npgsql;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Reads values that may be absent, and lines of instances.</summary>
internal static class Reading
{
    /// <summary>The narrow columns of an instance, in the order of <see cref="Summary"/>, and why it is in quarantine.</summary>
    public static string SummaryColumns(StoreTables tables) =>
        $"""
        i.instance_id, i.workflow, i.version, i.status, i.current_node, i.waiting_for, i.due_at, i.attempt, i.key, i.tags, i.error_type, i.error_message,
        i.revision, i.created_at, i.updated_at, i.node_since, i.finished_at,
        (SELECT q.reason FROM {tables.Quarantine} AS q WHERE q.instance_id = i.instance_id AND q.kind = 0 AND q.quarantined_at IS NOT NULL)
        """;

    public static WorkflowSummary Summary(NpgsqlDataReader row)
    {
        var summary = Columns(row);
        return row.Text(17) is { } reason ? summary with { ErrorType = Unreadable.ErrorType, ErrorMessage = InstancePosition.Shorten(reason) } : summary;
    }

    private static WorkflowSummary Columns(NpgsqlDataReader row) => new()
    {
        InstanceId = row.GetGuid(0),
        Workflow = row.GetString(1),
        Version = row.GetInt32(2),
        Status = (WorkflowStatus)row.GetInt16(3),
        CurrentNode = row.Text(4),
        WaitingFor = AwaitedEvents.Names(row.Text(5)),
        DueAt = row.Time(6),
        Attempt = row.Number(7),
        Key = row.Text(8),
        Tags = Unreadable.Or(row.Text(9), StoredJson.ToTags, _ => []),
        ErrorType = row.Text(10),
        ErrorMessage = row.Text(11),
        Revision = row.GetInt64(12),
        CreatedAt = row.TimeOf(13),
        UpdatedAt = row.TimeOf(14),
        InNodeSince = row.Time(15),
        FinishedAt = row.Time(16),
    };

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static Guid? Id(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static DateTimeOffset? Time(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.TimeOf(column);

    /// <summary>UTC, also where the application has Npgsql read times as local ones, as it did before version 6.</summary>
    public static DateTimeOffset TimeOf(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column).ToUniversalTime();
}
