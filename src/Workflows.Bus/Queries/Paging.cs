using Workflows.Contracts;

namespace Workflows.Queries;

/// <summary>What all lists have in common.</summary>
internal static class Paging
{
    /// <exception cref="WorkflowRefusedException">Less than one, or more than a page may have.</exception>
    public static void CheckLimit(int limit, int max)
    {
        if (limit < 1 || limit > max)
            throw Malformed($"The limit must be 1 to {max}, but it is {limit}.");
    }

    /// <param name="rows">One row more than a page has, where there are more.</param>
    /// <param name="limit">Rows in a page.</param>
    /// <param name="placeOf">Says where a row is.</param>
    public static WorkflowPage<T> PageOf<T>(IReadOnlyList<T> rows, int limit, Func<T, string> placeOf) =>
        rows.Count > limit ? new WorkflowPage<T>([.. rows.Take(limit)], placeOf(rows[limit - 1])) : new WorkflowPage<T>(rows, null);

    public static WorkflowRefusedException Malformed(string message) => new(WorkflowRefusal.Malformed, message);
}
