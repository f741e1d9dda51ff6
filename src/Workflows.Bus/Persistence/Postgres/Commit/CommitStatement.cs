using Npgsql;
using Workflows.Instances;
using Workflows.Persistence.Postgres.Sessions;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Stores batches over one connection. Its columns are filled, sent and emptied for each batch.</summary>
internal sealed class CommitStatement(NpgsqlConnection connection, StoreTables tables)
{
    private readonly CommitRows _rows = new();
    private readonly Dictionary<CommitShape, ShapedStatement> _statements = [];

    /// <returns>Ids of the instances whose transition was stored; null: all.</returns>
    public async Task<HashSet<Guid>?> ExecuteAsync(IReadOnlyList<Transition> transitions, CancellationToken cancellationToken)
    {
        try
        {
            _rows.Add(transitions);
            var (statement, count) = StatementFor(_rows.Shape);
            count.TypedValue = transitions.Count;
            await using var reader = await statement.ReadAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            var stored = reader.IsDBNull(0) ? null : reader.GetFieldValue<Guid[]>(0).ToHashSet();

            // The row comes before the commit: only what is behind it tells that it succeeded.
            await reader.NextResultAsync(cancellationToken);
            return stored;
        }
        finally
        {
            _rows.Clear();
        }
    }

    private ShapedStatement StatementFor(CommitShape shape)
    {
        if (_statements.TryGetValue(shape, out var known))
            return known;

        var count = new NpgsqlParameter<int>();
        var sql = new CommitSql(tables, _rows, shape);
        var text = sql.Build(count);
        var statement = new ShapedStatement(new PreparedStatement(connection, text, [.. sql.Parameters]), count);
        _statements.Add(shape, statement);
        return statement;
    }

    private readonly record struct ShapedStatement(PreparedStatement Statement, NpgsqlParameter<int> Count);
}
