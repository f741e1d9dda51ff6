using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Kept events as people see them: one event, whatever number of workflows it could be for.</summary>
internal static class UnmatchedView
{
    public static WorkflowUnmatchedEvent Of(IEnumerable<ParkedEvent> ofOneEvent)
    {
        ParkedEvent[] parked = [.. ofOneEvent];
        return new WorkflowUnmatchedEvent
        {
            EventId = parked[0].EventId,
            EventType = parked[0].EventType,
            Keys = Sorted(parked.SelectMany(known => known.Keys.Select(pair => new WorkflowUnmatchedKey(known.Workflow, pair.Wait, pair.Key)))),
            Body = parked[0].Body,
            ReceivedAt = parked.Min(known => known.ReceivedAt),
            ExpiresAt = parked[0].ExpiresAt,
        };
    }

    public static IReadOnlyList<WorkflowUnmatchedKey> Sorted(IEnumerable<WorkflowUnmatchedKey> keys) =>
        [.. keys.OrderBy(key => key.Workflow, StringComparer.Ordinal).ThenBy(key => key.Wait, StringComparer.Ordinal).ThenBy(key => key.Key, StringComparer.Ordinal)];
}
