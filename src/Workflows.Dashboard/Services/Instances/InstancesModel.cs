using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Instances;

/// <summary>The list of instances.</summary>
internal sealed record InstancesModel
{
    /// <summary>When it was read.</summary>
    public required DateTimeOffset At { get; init; }

    public required InstancesQuery Query { get; init; }

    /// <summary>Parts of the address that were left out, and why.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    public required Section<InstancesSlice> Page { get; init; }

    /// <summary>How many match in each status, whatever status the address asks for.</summary>
    public required Section<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> Counts { get; init; }

    /// <summary>The failure that the address names, in words; null: it names none, or nothing fails with it any more.</summary>
    public required string? Failure { get; init; }

    /// <summary>Names to choose from.</summary>
    public required IReadOnlyList<string> Workflows { get; init; }

    /// <summary>How many match; null: not known.</summary>
    public WorkflowCount? Total => Counts.Value is not { } counts ? null : Query.Statuses.Count == 0
        ? Sum(counts.Values)
        : Sum(Query.Statuses.Select(status => counts.GetValueOrDefault(status)));

    private static WorkflowCount Sum(IEnumerable<WorkflowCount> counts) =>
        counts.Aggregate(new WorkflowCount(0), (sum, count) => new WorkflowCount(sum.Count + count.Count, sum.IsCapped || count.IsCapped));
}

/// <summary>The rows of one page, with the addresses of its neighbours.</summary>
internal sealed record InstancesSlice(IReadOnlyList<InstanceLine> Lines, string? Newer, string? Older);
