using Npgsql;

namespace Workflows.Bench.Measuring;

/// <summary>What the store says about how long instances took, from their creation to their end.</summary>
internal static class StoredLatency
{
    public static async Task<LatencyResult> ReadAsync(NpgsqlDataSource source, string schema, string? workflow = null)
    {
        await using var command = source.CreateCommand($"""
            SELECT percentile_cont(ARRAY[0.5, 0.99]) WITHIN GROUP (ORDER BY extract(epoch FROM finished_at - created_at)::float8 * 1000)
            FROM {schema}.instances WHERE finished_at IS NOT NULL AND ($1 IS NULL OR workflow = $1)
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = (object?)workflow ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.CommandTimeout = 300;
        var both = (double[])(await command.ExecuteScalarAsync())!;
        return new LatencyResult(both[0], both[1]);
    }
}
