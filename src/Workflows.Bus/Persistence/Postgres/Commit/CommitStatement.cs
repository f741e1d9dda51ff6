using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Stores batches over one connection. Its columns are filled, sent and emptied for each batch.</summary>
internal sealed class CommitStatement(NpgsqlConnection connection, StoreTables tables)
{
    private readonly CommitRows _rows = new();
    private readonly Dictionary<CommitShape, PreparedStatement> _statements = [];

    /// <returns>Ids of the instances whose transition was stored.</returns>
    public async Task<HashSet<Guid>> ExecuteAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        try
        {
            _rows.Add(transitions);
            var stored = new HashSet<Guid>(transitions.Count);
            await using var reader = await StatementFor(_rows.Shape).ReadAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
                stored.Add(reader.GetGuid(0));

            // The rows come before the commit: only what is behind them tells that it succeeded.
            await reader.NextResultAsync(cancellationToken);
            return stored;
        }
        finally
        {
            _rows.Clear();
        }
    }

    private PreparedStatement StatementFor(CommitShape shape)
    {
        if (_statements.TryGetValue(shape, out var statement))
            return statement;

        var sql = new CommitSql(tables, _rows);
        statement = new PreparedStatement(connection, sql.Build(shape), sql.Parameters);
        _statements.Add(shape, statement);
        return statement;
    }
}
