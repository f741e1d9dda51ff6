using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>One column of a set of rows that goes to the server as an array.</summary>
/// <param name="name">Its name in the table.</param>
/// <param name="part">It goes there only where the batch has something of this; None: always.</param>
internal abstract class Column(string name, CommitShape part)
{
    public string Name { get; } = name;

    public CommitShape Part { get; } = part;

    public bool HasValues { get; protected set; }

    /// <returns>A parameter that sends what the column holds at that time.</returns>
    public abstract NpgsqlParameter CreateParameter();

    public virtual void Clear() => HasValues = false;
}

internal sealed class Column<T>(string name, NpgsqlDbType type, CommitShape part) : Column(name, part)
{
    private readonly List<T> _values = [];

    public void Add(T value)
    {
        _values.Add(value);
        HasValues |= value is not null;
    }

    public override NpgsqlParameter CreateParameter() => new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };

    public override void Clear()
    {
        base.Clear();
        _values.Clear();
    }
}
