using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>Reads events that nobody takes, with the instances that may have been meant.</summary>
internal sealed class UnmatchedLoader(Reads reads)
{
    private const int PageSize = 25;

    /// <summary>Of those that wait for a type the longest are compared.</summary>
    private const int MostWaits = 200;

    private const int MostNear = 3;

    public async Task<UnmatchedPage> LoadAsync(string? after, Viewer viewer, CancellationToken cancellationToken)
    {
        var page = await reads.InsightsAsync(insights => insights.ListUnmatchedEventsAsync(after, PageSize, cancellationToken));
        var waits = new Dictionary<string, IReadOnlyList<WorkflowWait>>(StringComparer.Ordinal);
        foreach (var type in page.Items.Select(unmatched => unmatched.EventType).Distinct(StringComparer.Ordinal))
            waits[type] = (await reads.InsightsAsync(insights => insights.ListWaitsAsync(new WorkflowWaitFilter { EventType = type }, limit: MostWaits, cancellationToken: cancellationToken))).Items;

        return new UnmatchedPage([.. page.Items.Select(unmatched => Line(unmatched, waits[unmatched.EventType], viewer))], page.Next);
    }

    private static UnmatchedLine Line(WorkflowUnmatchedEvent unmatched, IReadOnlyList<WorkflowWait> waits, Viewer viewer) => new(
        viewer.CanSeePayloads ? unmatched : unmatched with { Body = "" },
        !viewer.CanSeePayloads,
        [.. waits
            .SelectMany(wait => wait.Events.Where(awaited => awaited.EventType == unmatched.EventType && awaited.Key is not null).Select(awaited => new NearWait(wait.InstanceId, awaited.Key!)))
            .Select(near => (Near: near, Distance: unmatched.Keys.Min(key => KeyDistance.Between(key.Key, near.Key))))
            .Where(one => one.Distance is not null)
            .OrderBy(one => one.Distance)
            .Take(MostNear)
            .Select(one => one.Near)],
        waits.Count);
}
