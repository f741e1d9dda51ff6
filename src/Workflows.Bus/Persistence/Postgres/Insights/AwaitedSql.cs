using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Finds an event type among those that instances wait for, alone or at once with others.</summary>
internal static class AwaitedSql
{
    /// <summary>Every text of the column that has the event type. There are few different ones: each is looked up in the index behind the one before.</summary>
    public static string TextsWith(string instances, string eventType) =>
        $"""
        ARRAY(
            WITH RECURSIVE texts AS (
                ({Next(instances, "''")})
                UNION ALL
                SELECT n.waiting_for FROM texts AS t CROSS JOIN LATERAL ({Next(instances, "t.waiting_for")}) AS n)
            SELECT waiting_for FROM texts WHERE {Has(eventType)})
        """;

    /// <summary>Whether the column has the event type.</summary>
    public static string Has(string eventType) => $"{eventType} = ANY (string_to_array(waiting_for, '{AwaitedEvents.Separator}'))";

    private static string Next(string instances, string behind) =>
        $"SELECT w.waiting_for FROM {instances} AS w WHERE w.waiting_since IS NOT NULL AND w.waiting_for > {behind} ORDER BY w.waiting_for LIMIT 1";
}
