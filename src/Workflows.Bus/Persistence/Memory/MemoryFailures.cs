using Workflows.Contracts;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>Groups branches that stand open with the same error.</summary>
internal static class MemoryFailures
{
    public static IEnumerable<WorkflowFailure> Of(IEnumerable<MemoryInstance> instances, DateTimeOffset now) =>
        instances
            .SelectMany(instance => instance.Places.Where(place => place.Fingerprint is not null).Select(place => (Instance: instance, Place: place)))
            .GroupBy(fault => fault.Place.Fingerprint!)
            .Select(group => FailureOf(group.Key, [.. group], now))
            .OrderByDescending(failure => failure.LastAt).ThenByDescending(failure => failure.Fingerprint, StringComparer.Ordinal);

    private static WorkflowFailure FailureOf(string fingerprint, (MemoryInstance Instance, OpenPlace Place)[] group, DateTimeOffset now)
    {
        var (last, place) = group.OrderByDescending(fault => fault.Place.Since).ThenByDescending(fault => fault.Instance.Current.CreatedAt).First();
        return new WorkflowFailure
        {
            Fingerprint = fingerprint,
            Workflow = last.Current.Workflow,
            Node = place.Node,
            ErrorType = place.ErrorType!,
            Message = WorkflowFingerprint.Normalize(place.ErrorMessage!),
            Count = new WorkflowCount(group.Length),
            FirstAt = group.Min(fault => fault.Place.Since),
            LastAt = place.Since,
            Versions = [.. group.Select(fault => fault.Instance.Current.Version).Distinct().Order()],
            PerHour = PerHour(group.Select(fault => fault.Place.Since), now),
            SampleInstanceId = last.Current.Id,
            SampleMessage = InstancePosition.Shorten(place.ErrorMessage),
        };
    }

    private static int[] PerHour(IEnumerable<DateTimeOffset> moments, DateTimeOffset now)
    {
        var hours = new int[FailureView.HourCount];
        foreach (var at in moments)
        {
            if (FailureView.HourOf(at, now) is { } hour)
                hours[hour]++;
        }

        return hours;
    }
}
