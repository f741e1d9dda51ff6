using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>An operation on many instances before it is confirmed: named one by one, or what a frozen filter finds up to a cutoff.</summary>
/// <param name="Operation">What to do; null: not said.</param>
/// <param name="IsNamed">Instances were to be named one by one.</param>
/// <param name="Ids">The instances that are named.</param>
/// <param name="Query">The filter.</param>
/// <param name="Cutoff">Up to when.</param>
/// <param name="EventType">Type of the event to send; null: not said, or none is sent.</param>
/// <param name="AsJson">The event is written as JSON, whatever is known of its shape.</param>
internal sealed record BulkDraft(WorkflowBulkOperation? Operation, bool IsNamed, IReadOnlyList<Guid> Ids, InstancesQuery Query, DateTimeOffset Cutoff, string? EventType = null, bool AsJson = false)
{
    /// <summary>More cannot be named; a filter can find more.</summary>
    public const int MaxIds = 500;

    private const int MaxEventType = 500;

    public static BulkDraft Read(PageQuery query, DateTimeOffset now) => new(
        query.Word<WorkflowBulkOperation>("operation"),
        query.Has("id"),
        query.Ids("id"),
        InstancesQuery.Read(query) with { At = null, Limit = InstancesQuery.DefaultLimit },
        query.Time("cutoff") is { } cutoff && cutoff < now ? cutoff : now,
        query.Text("send", MaxEventType),
        query.Flag("json"));

    /// <summary>
    /// Why nobody can tell which instances are meant; null: it is clear. A page may leave out what it does not understand, but here each condition
    /// that is left out means more instances.
    /// </summary>
    public static string? WhyUnclear(PageQuery query, BulkDraft draft)
    {
        if (query.Faults.Count > 0)
            return "Part of the address was not understood, so it is not clear which instances are meant. Choose them again.";

        if (query.UnknownNames.ToArray() is { Length: > 0 } unknown)
            return $"The address has conditions that are not known: {Shown.Line(string.Join(", ", unknown), 200)}. Choose the instances again.";

        if (draft.IsNamed && draft.Ids.Count == 0)
            return "No instance is selected.";

        return draft.Ids.Count > MaxIds
            ? $"At most {MaxIds} instances can be named one by one, but {Numbers.Of(draft.Ids.Count)} are. Use a filter for more."
            : null;
    }

    public WorkflowSearch ToSearch() => Query.ToSearch(Cutoff, Cutoff);

    public WorkflowBulkRequest ToRequest(BulkConfirmation given, string actor) => new()
    {
        JobId = given.JobId,
        Operation = Operation!.Value,
        EventType = Operation == WorkflowBulkOperation.SendEvent ? EventType : null,
        EventBody = Operation == WorkflowBulkOperation.SendEvent ? given.EventBody : null,
        InstanceIds = Ids,
        Search = IsNamed ? null : ToSearch(),
        ExpectedCount = IsNamed ? Ids.Count : given.ShownCount,
        Actor = actor,
        Reason = given.Reason,
    };

    /// <summary>The names and values that make this draft again, cutoff included.</summary>
    public IEnumerable<(string Name, string? Value)> Values() => [.. Chosen(), ("send", EventType), ("json", AsJson ? "true" : null)];

    /// <summary>The same without the event, which is chosen next.</summary>
    public IEnumerable<(string Name, string? Value)> Chosen() =>
        IsNamed
            ? [("operation", Operation?.ToString()), .. Ids.Select(id => ("id", (string?)id.ToString()))]
            : [("operation", Operation?.ToString()), ("cutoff", Utc.Machine(Cutoff)), .. Query.Values()];
}
