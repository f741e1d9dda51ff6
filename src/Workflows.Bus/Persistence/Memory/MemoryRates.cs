using Workflows.Contracts;

namespace Workflows.Persistence.Memory;

/// <summary>Counts what happened in spans of time.</summary>
internal static class MemoryRates
{
    private enum What
    {
        Started,
        Completed,
        EndedOtherwise,
        Faulted,
    }

    public static IReadOnlyList<WorkflowRate> Of(IEnumerable<MemoryInstance> instances, DateTimeOffset from, TimeSpan span) =>
        [.. instances.SelectMany(Moments)
            .Where(moment => moment.At >= from)
            .GroupBy(moment => (moment.Instance.Current.Workflow, Slot: (moment.At - from).Ticks / span.Ticks))
            .OrderBy(group => group.Key.Slot).ThenBy(group => group.Key.Workflow, StringComparer.Ordinal)
            .Select(group => RateOf(group.Key.Workflow, from + (span * group.Key.Slot), [.. group]))];

    private static IEnumerable<Moment> Moments(MemoryInstance instance)
    {
        yield return new Moment(instance, What.Started, instance.Current.CreatedAt);
        if (instance.Current.FinishedAt is { } finishedAt)
            yield return new Moment(instance, instance.Current.Status == WorkflowStatus.Completed ? What.Completed : What.EndedOtherwise, finishedAt);

        foreach (var place in instance.Places.Where(place => place.Fingerprint is not null))
            yield return new Moment(instance, What.Faulted, place.Since);
    }

    private static WorkflowRate RateOf(string workflow, DateTimeOffset from, Moment[] moments)
    {
        var durations = moments.Where(moment => moment.What == What.Completed).Select(moment => moment.At - moment.Instance.Current.CreatedAt).Order().ToArray();
        return new WorkflowRate
        {
            Workflow = workflow,
            From = from,
            StartedCount = moments.Count(moment => moment.What == What.Started),
            CompletedCount = durations.Length,
            EndedOtherwiseCount = moments.Count(moment => moment.What == What.EndedOtherwise),
            FaultedCount = moments.Count(moment => moment.What == What.Faulted),
            MedianDuration = Share(durations, 0.5),
            NinetyFifthDuration = Share(durations, 0.95),
        };
    }

    /// <returns>The shortest duration that so large a part does not exceed.</returns>
    private static TimeSpan? Share(TimeSpan[] durations, double part) =>
        durations.Length == 0 ? null : durations[(int)Math.Ceiling(durations.Length * part) - 1];

    private readonly record struct Moment(MemoryInstance Instance, What What, DateTimeOffset At);
}
