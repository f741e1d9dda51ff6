using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Timers;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public Task<int> TakeDueAsync(DateTimeOffset now, int limit, Func<IReadOnlyList<DueTimer>, Task<IReadOnlyCollection<Guid>>> deliver, CancellationToken cancellationToken, DateTimeOffset? retryAt = null) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new DueTimersStatement(connection, tables)).ExecuteAsync(now, limit, deliver, retryAt, token),
            cancellationToken);

    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        return await lease.Rows<TimerRow>().OrderBy(row => row.DueAt).Select(row => (DateTimeOffset?)row.DueAt).FirstOrDefaultAsync(cancellationToken);
    }

    public async Task<int> CountDueBeforeAsync(DateTimeOffset moment, int limit, CancellationToken cancellationToken)
    {
        var before = moment.ToUniversalTime();
        await using var lease = contexts.Rent();
        var late = lease.Rows<TimerRow>().Where(row => row.DueAt < before).Select(row => row.TimerId).Take(limit);
        var putOff = lease.Rows<TimerRow>().Where(row => row.FirstDueAt < before && row.DueAt >= before).Select(row => row.TimerId).Take(limit);
        return await late.Concat(putOff).Take(limit).CountAsync(cancellationToken);
    }

    public Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken) =>
        connections.ExecuteAsync(
            $"""
            INSERT INTO {tables.Timers} (timer_id, due_at, destination, content_type, body) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (timer_id) DO UPDATE SET due_at = excluded.due_at, first_due_at = NULL, destination = excluded.destination, content_type = excluded.content_type, body = excluded.body
            """,
            [
                new NpgsqlParameter<Guid> { TypedValue = message.Id },
                new NpgsqlParameter<DateTime> { TypedValue = message.DueAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<string> { TypedValue = message.Destination },
                new NpgsqlParameter<string> { TypedValue = message.ContentType },
                new NpgsqlParameter<string> { TypedValue = message.Body },
            ],
            cancellationToken);

    public async Task<bool> CancelScheduledAsync(Guid id, CancellationToken cancellationToken) =>
        await connections.ExecuteAsync(
            $"DELETE FROM {tables.Timers} WHERE timer_id = $1 AND instance_id IS NULL",
            [new NpgsqlParameter<Guid> { TypedValue = id }],
            cancellationToken) > 0;
}
