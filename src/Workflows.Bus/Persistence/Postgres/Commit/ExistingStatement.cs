using Npgsql;
using NpgsqlTypes;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Tells which instances exist.</summary>
internal sealed class ExistingStatement
{
    private readonly NpgsqlParameter<Guid[]> _ids = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid };
    private readonly PreparedStatement _statement;

    public ExistingStatement(NpgsqlConnection connection, StoreTables tables) =>
        _statement = new PreparedStatement(connection, $"SELECT instance_id FROM {tables.Instances} WHERE instance_id = ANY ($1)", _ids);

    public async Task<HashSet<Guid>> ExecuteAsync(Guid[] ids, CancellationToken cancellationToken)
    {
        _ids.TypedValue = ids;
        var existing = new HashSet<Guid>();
        await using var reader = await _statement.ReadAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
            existing.Add(reader.GetGuid(0));

        return existing;
    }
}
