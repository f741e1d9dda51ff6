using Workflows.Persistence.Views;

namespace Workflows.Persistence.Postgres.Insights;

/// <summary>Finds an event type among those that instances wait for, alone or at once with others.</summary>
internal static class AwaitedSql
{
    /// <summary>Every text of the column that has one of the names. There are few different ones: each is looked up in the index behind the one before.</summary>
    public static string TextsWith(string tokens, string names) =>
        $"""
        ARRAY(
            WITH RECURSIVE texts AS (
                ({Next(tokens, "''")})
                UNION ALL
                SELECT n.waiting_for FROM texts AS t CROSS JOIN LATERAL ({Next(tokens, "t.waiting_for")}) AS n)
            SELECT waiting_for FROM texts WHERE {Has(names)})
        """;

    /// <summary>Whether the column has one of the names.</summary>
    public static string Has(string names) => $"string_to_array(waiting_for, '{AwaitedEvents.Separator}') && {names}";

    private static string Next(string tokens, string behind) =>
        $"SELECT w.waiting_for FROM {tokens} AS w WHERE w.waiting_for IS NOT NULL AND w.waiting_for > {behind} ORDER BY w.waiting_for LIMIT 1";
}
