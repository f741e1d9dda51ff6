using Npgsql;
using NpgsqlTypes;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Values of a statement that is put together, in the order of their numbers.</summary>
internal sealed class SqlParameters
{
    /// <summary>Comes behind every text that begins the same.</summary>
    private const string LastCharacter = "\U0010FFFF";

    private readonly List<NpgsqlParameter> _all = [];

    public IReadOnlyList<NpgsqlParameter> All => _all;

    /// <returns>What stands for the value in the statement.</returns>
    public string Add(string value) => Add(value, NpgsqlDbType.Text);

    public string Add(Guid value) => Add(value, NpgsqlDbType.Uuid);

    public string Add(int value) => Add(value, NpgsqlDbType.Integer);

    public string Add(DateTimeOffset value) => Add(value.UtcDateTime, NpgsqlDbType.TimestampTz);

    public string Add(TimeSpan value) => Add(value, NpgsqlDbType.Interval);

    public string Add(IEnumerable<string> values) => Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Text);

    public string Add(IEnumerable<int> values) => Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Integer);

    public string Add(IEnumerable<Guid> values) => Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Uuid);

    public string Add(IEnumerable<short> values) => Add(values.ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Smallint);

    public string AddJson(string value) => Add(value, NpgsqlDbType.Jsonb);

    /// <returns>A condition for texts that begin so, in the form that an index serves.</returns>
    public string AddBeginning(string column, string beginning) => $"{column} >= {Add(beginning)} AND {column} < {Add(beginning + LastCharacter)}";

    private string Add<T>(T value, NpgsqlDbType type)
    {
        _all.Add(new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return $"${_all.Count}";
    }
}
