using Npgsql;
using NpgsqlTypes;
using Workflows.Instances;

namespace Workflows.Persistence.Postgres.Events;

/// <summary>A workflow and pairs of wait and key, as the first three parameters of a statement.</summary>
internal sealed class WaitKeyParameters
{
    private readonly NpgsqlParameter<string> _workflow = new() { NpgsqlDbType = NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string[]> _waits = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
    private readonly NpgsqlParameter<string[]> _keys = new() { NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    public NpgsqlParameter[] All => [_workflow, _waits, _keys];

    public void Set(string workflow, IReadOnlyList<WaitKey> pairs)
    {
        _workflow.TypedValue = workflow;
        _waits.TypedValue = [.. pairs.Select(pair => pair.Wait)];
        _keys.TypedValue = [.. pairs.Select(pair => pair.Key)];
    }
}
