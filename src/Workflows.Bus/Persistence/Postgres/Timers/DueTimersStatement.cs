using Npgsql;
using Workflows.Persistence.Postgres.Insights;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Timers;

/// <summary>
/// Takes due timers, has them delivered, deletes them and defers those that were not delivered, in one transaction. Others that take at the same
/// time take other timers.
/// </summary>
internal sealed class DueTimersStatement
{
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlParameter<DateTime> _now = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<int> _limit = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    private readonly NpgsqlParameter<Guid[]> _delivered = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTime> _retryAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly NpgsqlParameter<Guid[]> _failed = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly PreparedStatement _take;
    private readonly PreparedStatement _delete;
    private readonly PreparedStatement _defer;

    public DueTimersStatement(NpgsqlConnection connection, StoreTables tables)
    {
        _connection = connection;
        _take = new PreparedStatement(connection, TakeSql(tables), _now, _limit);
        _delete = new PreparedStatement(connection, $"DELETE FROM {tables.Timers} WHERE timer_id = ANY ($1)", _delivered);
        _defer = new PreparedStatement(connection, $"UPDATE {tables.Timers} SET first_due_at = coalesce(first_due_at, due_at), due_at = $1 WHERE timer_id = ANY ($2)", _retryAt, _failed);
    }

    public static string TakeSql(StoreTables tables) =>
        $"""
        SELECT timer_id, coalesce(first_due_at, due_at), instance_id, workflow, version, destination, content_type, body FROM {tables.Timers}
        WHERE due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED
        """;

    /// <returns>How many were taken.</returns>
    public async Task<int> ExecuteAsync(
        DateTimeOffset now, int limit, Func<IReadOnlyList<DueTimer>, Task<IReadOnlyCollection<Guid>>> deliver, DateTimeOffset? retryAt, CancellationToken cancellationToken)
    {
        await using var transaction = await _connection.BeginTransactionAsync(cancellationToken);
        var due = await TakeAsync(now, limit, cancellationToken);
        if (due.Count > 0)
        {
            // What was sent is deleted even if the caller gives up meanwhile: otherwise it would be sent again for nothing.
            _delivered.TypedValue = [.. await deliver(due)];
            await _delete.ExecuteAsync(CancellationToken.None);
            if (retryAt is { } at && _delivered.TypedValue.Length < due.Count)
                await DeferAsync(due.Select(timer => timer.Id).Except(_delivered.TypedValue), at);
        }

        await transaction.CommitAsync(CancellationToken.None);
        return due.Count;
    }

    private async Task DeferAsync(IEnumerable<Guid> failed, DateTimeOffset retryAt)
    {
        _retryAt.TypedValue = retryAt.UtcDateTime;
        _failed.TypedValue = [.. failed];
        await _defer.ExecuteAsync(CancellationToken.None);
    }

    private async Task<List<DueTimer>> TakeAsync(DateTimeOffset now, int limit, CancellationToken cancellationToken)
    {
        _now.TypedValue = now.UtcDateTime;
        _limit.TypedValue = limit;
        var due = new List<DueTimer>();
        await using var reader = await _take.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            due.Add(Read(reader));

        return due;
    }

    /// <summary>Whatever lacks is left out: one row that makes no sense keeps nobody from the others.</summary>
    private static DueTimer Read(NpgsqlDataReader reader)
    {
        var timer = new DueTimer(reader.GetGuid(0), reader.TimeOf(1));
        return reader.IsDBNull(2) && reader.Text(5) is { } destination
            ? timer with
            {
                Message = new ScheduledMessage
                {
                    Id = timer.Id,
                    DueAt = timer.DueAt,
                    Destination = destination,
                    ContentType = reader.Text(6) ?? "",
                    Body = reader.Text(7) ?? "",
                },
            }
            : timer with { InstanceId = reader.Id(2), Workflow = reader.Text(3), Version = reader.Number(4) ?? 0 };
    }
}
