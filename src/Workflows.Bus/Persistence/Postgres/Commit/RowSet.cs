using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Rows on their way to the server, kept as columns.</summary>
internal abstract class RowSet
{
    private readonly List<Column> _columns = [];

    public int Count { get; private set; }

    /// <summary>Names of the columns, as they stand in an INSERT.</summary>
    public string Names => string.Join(", ", _columns.Select(column => column.Name));

    /// <summary>The rows as an item of a FROM clause; the parameters they come in are added.</summary>
    public string From(string alias, List<NpgsqlParameter> parameters)
    {
        var first = parameters.Count + 1;
        parameters.AddRange(_columns.Select(column => column.CreateParameter()));
        var places = string.Join(", ", Enumerable.Range(first, _columns.Count).Select(number => $"${number}"));
        return $"unnest({places}) AS {alias}({Names})";
    }

    public void Clear()
    {
        Count = 0;
        foreach (var column in _columns)
            column.Clear();
    }

    protected Column<T> Add<T>(string name, NpgsqlDbType type)
    {
        var column = new Column<T>(name, type);
        _columns.Add(column);
        return column;
    }

    protected void NoteRow() => Count++;
}
