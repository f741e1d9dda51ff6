using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>Finds who listens. OFFSET 0 keeps the inner query what it is: one look into the index for each pair.</summary>
internal sealed class SubscribersStatement
{
    private readonly WaitKeyParameters _pairs = new();
    private readonly PreparedStatement _statement;

    public SubscribersStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _pairs.All);

    public static string Sql(StoreTables tables) =>
        $"""
        SELECT DISTINCT s.instance_id FROM unnest($2, $3) AS k(wait, key)
        CROSS JOIN LATERAL (
            SELECT instance_id FROM {tables.Subscriptions} AS t WHERE t.workflow = $1 AND t.wait = k.wait AND t.key = k.key OFFSET 0) AS s
        """;

    public async Task<IReadOnlyList<Guid>> ExecuteAsync(string workflow, IReadOnlyList<WaitKey> pairs, CancellationToken cancellationToken)
    {
        _pairs.Set(workflow, pairs);
        var subscribers = new List<Guid>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            subscribers.Add(reader.GetGuid(0));

        return subscribers;
    }
}
