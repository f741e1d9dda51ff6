using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Rows on their way to the server, kept as columns.</summary>
internal abstract class RowSet
{
    private readonly List<Column> _columns = [];

    public int Count { get; private set; }

    /// <summary>What there is in columns that are empty for most batches.</summary>
    public CommitShape Parts
    {
        get
        {
            var parts = CommitShape.None;
            foreach (var column in _columns)
            {
                if (column.HasValues)
                    parts |= column.Part;
            }

            return parts;
        }
    }

    /// <summary>Names of the columns that a statement of this shape has.</summary>
    public IEnumerable<string> Names(CommitShape shape) => Sent(shape).Select(column => column.Name);

    /// <summary>Names of those that it does not have.</summary>
    public IEnumerable<string> OtherNames(CommitShape shape) => _columns.Except(Sent(shape)).Select(column => column.Name);

    /// <summary>The rows as an item of a FROM clause; the parameters they come in are added.</summary>
    public string From(string alias, CommitShape shape, List<NpgsqlParameter> parameters)
    {
        var first = parameters.Count + 1;
        parameters.AddRange(Sent(shape).Select(column => column.CreateParameter()));
        var places = string.Join(", ", Enumerable.Range(first, parameters.Count + 1 - first).Select(number => $"${number}"));
        return $"unnest({places}) AS {alias}({string.Join(", ", Names(shape))})";
    }

    public void Clear()
    {
        Count = 0;
        foreach (var column in _columns)
            column.Clear();
    }

    protected Column<T> Add<T>(string name, NpgsqlDbType type, CommitShape part = CommitShape.None)
    {
        var column = new Column<T>(name, type, part);
        _columns.Add(column);
        return column;
    }

    protected void NoteRow() => Count++;

    private IEnumerable<Column> Sent(CommitShape shape) => _columns.Where(column => (shape & column.Part) == column.Part);
}
