using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;
using Workflows.Persistence.Json;
using Workflows.Persistence.Model;
using Workflows.Persistence.Postgres.Events;

namespace Workflows.Persistence.Postgres;

internal sealed partial class PostgresWorkflowStore
{
    public async Task<IReadOnlyList<Guid>> FindSubscribersAsync(string workflow, IReadOnlyList<WaitKey> keys, CancellationToken cancellationToken)
    {
        var pairs = Storable(keys);
        return pairs.Length == 0
            ? []
            : await connections.Readers.RunAsync(
                (session, token) => session.Statement(connection => new SubscribersStatement(connection, tables)).ExecuteAsync(workflow, pairs, token),
                cancellationToken);
    }

    public async Task<IReadOnlyList<Guid>> FindTakersAsync(string workflow, Guid eventId, CancellationToken cancellationToken) =>
        await connections.Readers.RunAsync(
            (session, token) => session.Statement(connection => new TakersStatement(connection, tables)).ExecuteAsync(workflow, eventId, token),
            cancellationToken);

    public async Task ParkAsync(ParkedEvent parked, CancellationToken cancellationToken)
    {
        var pairs = Storable(parked.Keys);
        if (pairs.Length == 0)
            return;

        await connections.ExecuteAsync(
            $"""
            INSERT INTO {tables.ParkedEvents} (event_id, workflow, wait, key, event_type, body, received_at, expires_at, is_offered, context)
            SELECT $1, $2, k.wait, k.key, $3, $4, $5, $6, false, $9 FROM unnest($7, $8) AS k(wait, key)
            ON CONFLICT DO NOTHING
            """,
            [
                new NpgsqlParameter<Guid> { TypedValue = parked.EventId },
                new NpgsqlParameter<string> { TypedValue = parked.Workflow },
                new NpgsqlParameter<string> { TypedValue = parked.EventType },
                new NpgsqlParameter<string> { TypedValue = parked.Body },
                new NpgsqlParameter<DateTime> { TypedValue = parked.ReceivedAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<DateTime> { TypedValue = parked.ExpiresAt.UtcDateTime, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new NpgsqlParameter<string[]> { TypedValue = [.. pairs.Select(pair => pair.Wait)] },
                new NpgsqlParameter<string[]> { TypedValue = [.. pairs.Select(pair => pair.Key)] },
                new NpgsqlParameter { Value = (object?)StoredJson.OfContext(parked.Context) ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text },
            ],
            cancellationToken);
    }

    public async Task<IReadOnlyList<ParkedEvent>> FindParkedAsync(string workflow, IReadOnlyList<WaitKey> keys, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var pairs = Storable(keys);
        return pairs.Length == 0
            ? []
            : await connections.Readers.RunAsync(
                (session, token) => session.Statement(connection => new ParkedStatement(connection, tables)).ExecuteAsync(workflow, pairs, now, token),
                cancellationToken);
    }

    public Task MarkOfferedAsync(Guid eventId, string workflow, CancellationToken cancellationToken) =>
        connections.ExecuteAsync(
            $"UPDATE {tables.ParkedEvents} SET is_offered = true WHERE event_id = $1 AND workflow = $2 AND wait NOT IN ('', ' ') AND NOT is_offered",
            [new NpgsqlParameter<Guid> { TypedValue = eventId }, new NpgsqlParameter<string> { TypedValue = workflow }],
            cancellationToken);

    public Task ReleaseParkedAsync(Guid eventId, string workflow, WaitKey key, CancellationToken cancellationToken) =>
        connections.ExecuteAsync(
            $"DELETE FROM {tables.ParkedEvents} WHERE event_id = $1 AND workflow = $2 AND wait = $3 AND key = $4",
            [
                new NpgsqlParameter<Guid> { TypedValue = eventId },
                new NpgsqlParameter<string> { TypedValue = workflow },
                new NpgsqlParameter<string> { TypedValue = key.Wait },
                new NpgsqlParameter<string> { TypedValue = key.Key },
            ],
            cancellationToken);

    public async Task<bool> HasOpenAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        await using var lease = contexts.Rent();
        return await lease.Rows<InstanceRow>().AnyAsync(
            row => row.Workflow == workflow && row.Version == version && row.Status < LivingStatus.FirstTerminal, cancellationToken);
    }

    public Task<int> PurgeParkedAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        connections.Background.RunAsync(
            (session, token) => session.Statement(connection => new PurgeStatement(connection, tables)).ExecuteAsync(now, token),
            cancellationToken);

    /// <summary>A key that no instance can be stored with fits none.</summary>
    private static WaitKey[] Storable(IReadOnlyList<WaitKey> keys) => [.. keys.Where(pair => StorableText.IsKey(pair.Key)).Distinct()];
}
