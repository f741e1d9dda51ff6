using Npgsql;
using NpgsqlTypes;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres;

/// <summary>
/// Moves the time at which instances count as forgotten. The index hands the ids on in their order, in which commits lock them too.
/// "IS NOT NULL" would say the same, but open the way to the index of that time, to be read whole.
/// </summary>
internal sealed class ExtendLeaseStatement
{
    private readonly NpgsqlParameter<Guid[]> _ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly NpgsqlParameter<DateTime> _staleAt = new() { NpgsqlDbType = NpgsqlDbType.TimestampTz };
    private readonly PreparedStatement _statement;

    public ExtendLeaseStatement(NpgsqlConnection connection, StoreTables tables) => _statement = new PreparedStatement(connection, Sql(tables), _ids, _staleAt);

    public static string Sql(StoreTables tables) =>
        $"UPDATE {tables.Instances} SET stale_at = $2 WHERE instance_id = ANY ($1) AND coalesce(stale_at, '-infinity') > '-infinity'";

    public async Task<int> ExecuteAsync(IReadOnlyCollection<Guid> ids, DateTimeOffset staleAt, CancellationToken cancellationToken)
    {
        _ids.TypedValue = [.. ids];
        _staleAt.TypedValue = staleAt.UtcDateTime;
        return await _statement.ExecuteAsync(cancellationToken);
    }
}
