using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>Counts what happened in spans of time.</summary>
internal static class FakeRates
{
    public static IEnumerable<WorkflowRate> Of(IEnumerable<FakeInstance> instances, DateTimeOffset from, TimeSpan span)
    {
        var happened = instances.SelectMany(instance => Moments(instance).Select(moment => (instance, moment)));
        return happened
            .Where(one => one.moment.At >= from)
            .GroupBy(one => (one.instance.Workflow, Index: (one.moment.At - from).Ticks / span.Ticks))
            .Select(group => Rate(group.Key.Workflow, from + (span * group.Key.Index), [.. group]));
    }

    private static IEnumerable<(string What, DateTimeOffset At)> Moments(FakeInstance instance)
    {
        yield return ("started", instance.CreatedAt);
        if (instance.FinishedAt is { } finishedAt)
            yield return (instance.Status == WorkflowStatus.Completed ? "completed" : "ended", finishedAt);
        else if (instance.Status == WorkflowStatus.Faulted)
            yield return ("faulted", instance.UpdatedAt);
    }

    private static WorkflowRate Rate(string workflow, DateTimeOffset from, List<(FakeInstance Instance, (string What, DateTimeOffset At) Moment)> group)
    {
        var durations = group.Where(one => one.Moment.What == "completed").Select(one => one.Moment.At - one.Instance.CreatedAt).Order().ToList();
        return new WorkflowRate
        {
            Workflow = workflow,
            From = from,
            StartedCount = group.Count(one => one.Moment.What == "started"),
            CompletedCount = durations.Count,
            EndedOtherwiseCount = group.Count(one => one.Moment.What == "ended"),
            FaultedCount = group.Count(one => one.Moment.What == "faulted"),
            MedianDuration = durations.Count == 0 ? null : durations[durations.Count / 2],
            NinetyFifthDuration = durations.Count == 0 ? null : durations[durations.Count * 19 / 20],
        };
    }
}
