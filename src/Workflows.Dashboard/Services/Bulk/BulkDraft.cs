using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>An operation on many instances before it is confirmed: named one by one, or what a frozen filter finds up to a cutoff.</summary>
/// <param name="Operation">What to do; null: not said.</param>
/// <param name="Ids">The instances; empty: what the filter finds.</param>
/// <param name="Query">The filter.</param>
/// <param name="Cutoff">Up to when.</param>
internal sealed record BulkDraft(WorkflowBulkOperation? Operation, IReadOnlyList<Guid> Ids, InstancesQuery Query, DateTimeOffset Cutoff)
{
    public static BulkDraft Read(PageQuery query, DateTimeOffset now) => new(
        query.Word<WorkflowBulkOperation>("operation"),
        [.. query.All("id").Select(text => Guid.TryParse(text, out var id) ? id : (Guid?)null).OfType<Guid>().Distinct().Take(500)],
        InstancesQuery.Read(query) with { At = null, Limit = InstancesQuery.DefaultLimit },
        query.Time("cutoff") is { } cutoff && cutoff < now ? cutoff : now);

    public WorkflowSearch ToSearch() => Query.ToSearch(Cutoff, Cutoff);

    public WorkflowBulkRequest ToRequest(long expectedCount, string actor, string? reason) => new()
    {
        Operation = Operation!.Value,
        InstanceIds = Ids,
        Search = Ids.Count > 0 ? null : ToSearch(),
        ExpectedCount = Ids.Count > 0 ? Ids.Count : expectedCount,
        Actor = actor,
        Reason = reason,
    };

    /// <summary>The names and values that make this draft again, cutoff included.</summary>
    public IEnumerable<(string Name, string? Value)> Values() =>
        Ids.Count > 0
            ? [("operation", Operation?.ToString()), .. Ids.Select(id => ("id", (string?)id.ToString()))]
            : [("operation", Operation?.ToString()), ("cutoff", Utc.Machine(Cutoff)), .. Query.Values()];
}
