using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Commit;

/// <summary>One column of a set of rows that goes to the server as an array.</summary>
internal abstract class Column(string name)
{
    public string Name { get; } = name;

    /// <returns>A parameter that sends what the column holds at that time.</returns>
    public abstract NpgsqlParameter CreateParameter();

    public abstract void Clear();
}

internal sealed class Column<T>(string name, NpgsqlDbType type) : Column(name)
{
    private readonly List<T> _values = [];

    public void Add(T value) => _values.Add(value);

    public override NpgsqlParameter CreateParameter() => new NpgsqlParameter<List<T>> { TypedValue = _values, NpgsqlDbType = NpgsqlDbType.Array | type };

    public override void Clear() => _values.Clear();
}
