namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Writes a list of the workflows and versions that there are instances of: one look into the index for each, however many instances there are.</summary>
internal static class PairsSql
{
    /// <param name="instances">The table.</param>
    /// <param name="workflow">Only this workflow; null: all.</param>
    /// <param name="version">Only this version; null: all.</param>
    /// <param name="parameters">Take the values.</param>
    /// <returns>A WITH clause for <c>pairs(workflow, version)</c>.</returns>
    public static string With(string instances, string? workflow, int? version, SqlParameters parameters)
    {
        if (workflow is not null && version is { } one)
            return $"WITH pairs(workflow, version) AS (VALUES ({parameters.Add(workflow)}, {parameters.Add(one)}))";

        var only = workflow is null ? "" : $"AND i.workflow = {parameters.Add(workflow)}";
        var next = workflow is null ? "(i.workflow, i.version) > (l.workflow, l.version)" : "i.version > l.version";
        return $"""
            WITH RECURSIVE looked AS (
                (SELECT i.workflow, i.version FROM {instances} AS i WHERE true {only} ORDER BY i.workflow, i.version LIMIT 1)
                UNION ALL
                SELECT n.workflow, n.version FROM looked AS l CROSS JOIN LATERAL (
                    SELECT i.workflow, i.version FROM {instances} AS i WHERE {next} {only} ORDER BY i.workflow, i.version LIMIT 1) AS n),
            pairs AS (SELECT workflow, version FROM looked{(version is { } wanted ? $" WHERE version = {parameters.Add(wanted)}" : "")})
            """;
    }
}
