using Workflows.Contracts;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>Groups instances that stand open with the same error.</summary>
internal static class MemoryFailures
{
    public static IEnumerable<WorkflowFailure> Of(IEnumerable<MemoryInstance> instances, DateTimeOffset now) =>
        instances
            .Where(instance => instance.Fingerprint is not null)
            .GroupBy(instance => instance.Fingerprint!)
            .Select(group => FailureOf(group.Key, [.. group], now))
            .OrderByDescending(failure => failure.LastAt).ThenByDescending(failure => failure.Fingerprint, StringComparer.Ordinal);

    private static WorkflowFailure FailureOf(string fingerprint, MemoryInstance[] group, DateTimeOffset now)
    {
        var last = group.OrderByDescending(instance => instance.FaultedAt).ThenByDescending(instance => instance.Current.CreatedAt).First();
        var error = last.Current.Error!;
        return new WorkflowFailure
        {
            Fingerprint = fingerprint,
            Workflow = last.Current.Workflow,
            Node = InstancePosition.Of(last.Current).Node,
            ErrorType = error.Type,
            Message = WorkflowFingerprint.Normalize(error.Message),
            Count = new WorkflowCount(group.Length),
            FirstAt = group.Min(instance => instance.FaultedAt),
            LastAt = last.FaultedAt,
            Versions = [.. group.Select(instance => instance.Current.Version).Distinct().Order()],
            PerHour = PerHour(group, now),
            SampleInstanceId = last.Current.Id,
            SampleMessage = InstancePosition.Shorten(error.Message),
        };
    }

    private static int[] PerHour(MemoryInstance[] group, DateTimeOffset now)
    {
        var hours = new int[FailureView.HourCount];
        foreach (var instance in group)
        {
            if (FailureView.HourOf(instance.FaultedAt, now) is { } hour)
                hours[hour]++;
        }

        return hours;
    }
}
