using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Overview;

/// <summary>What goes on in one workflow: what is open now, and what happened in the last 24 hours.</summary>
internal sealed record WorkflowActivity
{
    public required string Workflow { get; init; }

    /// <summary>Versions with open instances, in ascending order.</summary>
    public required IReadOnlyList<int> Versions { get; init; }

    public required IReadOnlyDictionary<WorkflowStatus, long> Open { get; init; }

    /// <summary>Accepted in each of the last 24 hours, the current one last.</summary>
    public required IReadOnlyList<long> StartedPerHour { get; init; }

    public long StartedCount { get; init; }

    public long CompletedCount { get; init; }

    public long EndedOtherwiseCount { get; init; }

    public TimeSpan? MedianDuration { get; init; }

    public TimeSpan? NinetyFifthDuration { get; init; }

    /// <param name="names">Workflows to show though nothing is open and nothing happened.</param>
    /// <param name="open">Open instances.</param>
    /// <param name="day">The last 24 hours as one span.</param>
    /// <param name="hours">The last 24 hours, hour by hour.</param>
    /// <param name="firstHour">Begin of the first of them.</param>
    public static IReadOnlyList<WorkflowActivity> Of(IEnumerable<string> names, IReadOnlyList<WorkflowOpenCount> open, IReadOnlyList<WorkflowRate> day, IReadOnlyList<WorkflowRate> hours, DateTimeOffset firstHour) =>
        [.. names.Concat(open.Select(count => count.Workflow)).Concat(day.Select(rate => rate.Workflow))
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(name => One(name, [.. open.Where(count => count.Workflow == name)], day.FirstOrDefault(rate => rate.Workflow == name), hours.Where(rate => rate.Workflow == name), firstHour))];

    private static WorkflowActivity One(string name, WorkflowOpenCount[] open, WorkflowRate? day, IEnumerable<WorkflowRate> hours, DateTimeOffset firstHour)
    {
        var started = new long[24];
        foreach (var rate in hours)
        {
            var index = (int)Math.Floor((rate.From - firstHour).TotalHours);
            if (index is >= 0 and < 24)
                started[index] += rate.StartedCount;
        }

        return new WorkflowActivity
        {
            Workflow = name,
            Versions = [.. open.Select(count => count.Version).Distinct().Order()],
            Open = open.GroupBy(count => count.Status).ToDictionary(group => group.Key, group => group.Sum(count => count.Count)),
            StartedPerHour = started,
            StartedCount = day?.StartedCount ?? 0,
            CompletedCount = day?.CompletedCount ?? 0,
            EndedOtherwiseCount = day?.EndedOtherwiseCount ?? 0,
            MedianDuration = day?.MedianDuration,
            NinetyFifthDuration = day?.NinetyFifthDuration,
        };
    }
}
