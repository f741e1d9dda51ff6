using Npgsql;
using Workflows.Contracts;
using Workflows.Persistence.Json;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Reads values that may be absent, and lines of instances.</summary>
internal static class Reading
{
    /// <summary>The narrow columns of an instance, in the order of <see cref="Summary"/>.</summary>
    public const string SummaryColumns =
        """
        i.instance_id, i.workflow, i.version, i.status, i.current_node, i.waiting_for, i.due_at, i.attempt, i.key, i.tags, i.error_type, i.error_message,
        i.revision, i.created_at, i.updated_at, i.node_since, i.finished_at
        """;

    public static WorkflowSummary Summary(NpgsqlDataReader row) => new()
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
        Tags = StoredJson.ToTags(row.Text(9)),
        ErrorType = row.Text(10),
        ErrorMessage = row.Text(11),
        Revision = row.GetInt64(12),
        CreatedAt = row.GetFieldValue<DateTimeOffset>(13),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(14),
        InNodeSince = row.Time(15),
        FinishedAt = row.Time(16),
    };

    public static string? Text(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    public static int? Number(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static Guid? Id(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetGuid(column);

    public static DateTimeOffset? Time(this NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTimeOffset>(column);

    public static DateTimeOffset TimeOf(this NpgsqlDataReader row, int column) => row.GetFieldValue<DateTimeOffset>(column);
}
