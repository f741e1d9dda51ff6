using Npgsql;

namespace Workflows.Bench.Subjects;

/// <summary>Proves in the database that what was measured was done: every instance completed, everything in it recorded once.</summary>
/// <param name="Workflow">Name of the workflow; instances of others in the schema do not matter.</param>
/// <param name="Kind">Kind of the entry that stands once per node.</param>
/// <param name="CountEach">Such entries of one instance.</param>
internal sealed record Proof(string Workflow, string Kind, int CountEach)
{
    public static Proof OfSteps(int countEach) => new("Step", "StepCompleted", countEach);

    public async Task VerifyAsync(NpgsqlDataSource source, string schema, int workflows)
    {
        await using var command = source.CreateCommand($"""
            SELECT count(*) FILTER (WHERE status = 6), count(*) FILTER (WHERE status NOT IN (6, 8)), count(*) FILTER (WHERE status = 6 AND recorded IS DISTINCT FROM $3)
            FROM {schema}.instances i
            LEFT JOIN (SELECT instance_id, CASE WHEN count(*) = count(DISTINCT node) THEN count(*) ELSE -1 END AS recorded
                       FROM {schema}.journal WHERE kind = $2 GROUP BY instance_id) j USING (instance_id)
            WHERE i.workflow = $1
            """);
        foreach (var value in new object[] { Workflow, Kind, (long)CountEach })
            command.Parameters.Add(new NpgsqlParameter { Value = value });

        command.CommandTimeout = 300;
        await using var reader = await command.ExecuteReaderAsync();
        await reader.ReadAsync();
        var (completed, open, wrong) = (reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2));
        if (completed != workflows || open != 0 || wrong != 0)
            throw new InvalidOperationException($"Expected {workflows} completed instances of {Workflow} with {CountEach} entries {Kind} each, one per node, in {schema}, but {completed} are completed, {open} are not, and {wrong} have other entries.");
    }
}
