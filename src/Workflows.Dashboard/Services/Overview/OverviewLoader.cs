using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Overview;

/// <summary>Reads what needs attention and what goes on.</summary>
internal sealed class OverviewLoader(Reads reads, Sections sections, DefinitionCatalog definitions, TimeProvider time)
{
    /// <summary>Running without any change for that long counts as stuck. The address of the list says the same.</summary>
    public const string StuckAfter = "1h";

    private const int FailureRows = 8;

    private const int Rows = 5;

    private static readonly TimeSpan _day = TimeSpan.FromDays(1);

    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);

    public async Task<OverviewModel> LoadAsync(string? queryString, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var failures = sections.ReadAsync("failures", cancel => reads.InsightsAsync(insights => insights.ListFailuresAsync(limit: FailureRows, cancellationToken: cancel)), cancellationToken);
        var stuck = sections.ReadAsync("stuck instances", cancel => StuckAsync(now, cancel), cancellationToken);
        var timers = sections.ReadAsync("overdue timers", cancel => OverdueAsync(now, cancel), cancellationToken);
        var waits = sections.ReadAsync("longest waits", cancel => reads.InsightsAsync(insights => insights.ListWaitsAsync(limit: Rows, cancellationToken: cancel)), cancellationToken);
        var workflows = sections.ReadAsync("activity of workflows", cancel => ActivityAsync(now, cancel), cancellationToken);
        return new OverviewModel
        {
            At = now,
            Faults = PageQuery.Parse(queryString).AllFaults(),
            Findings = reads.Findings(),
            Failures = await failures,
            Stuck = await stuck,
            OverdueTimers = await timers,
            LongestWaits = await waits,
            Workflows = await workflows,
        };
    }

    public static InstancesQuery StuckQuery { get; } = new() { Statuses = [WorkflowStatus.Running, WorkflowStatus.Compensating], Stuck = StuckAfter, OldestFirst = true };

    private async Task<StuckInstances> StuckAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var search = StuckQuery.ToSearch(now);
        var lines = await reads.InstancesAsync(instances => instances.SearchAsync(search, null, Rows, cancellationToken));
        var count = lines.Next is null
            ? new WorkflowCount(lines.Items.Count)
            : await reads.InstancesAsync(instances => instances.CountAsync(search, 1_000, cancellationToken));
        return new StuckInstances(count, [.. lines.Items.Select(line => InstanceLine.Of(line, now))]);
    }

    /// <summary>A timer of a paused instance is rightly late: it goes off when the instance is resumed.</summary>
    private async Task<WorkflowPage<WorkflowTimer>> OverdueAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var filter = new WorkflowTimerFilter { DueBefore = now - Whereabouts.Patience };
        var page = await reads.InsightsAsync(insights => insights.ListTimersAsync(filter, limit: 50, cancellationToken: cancellationToken));
        var late = page.Items.Where(timer => timer.Status is not (WorkflowStatus.Paused or WorkflowStatus.Faulted)).ToList();
        return new WorkflowPage<WorkflowTimer>([.. late.Take(Rows)], late.Count > Rows || page.Next is not null ? "more" : null);
    }

    private async Task<IReadOnlyList<WorkflowActivity>> ActivityAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var firstHour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero) - (23 * _hour);
        var open = reads.InsightsAsync(insights => insights.CountOpenAsync(cancellationToken));
        var day = reads.InsightsAsync(insights => insights.GetRatesAsync(now - _day, _day, cancellationToken));
        var hours = reads.InsightsAsync(insights => insights.GetRatesAsync(firstHour, _hour, cancellationToken));
        return WorkflowActivity.Of(await definitions.NamesAsync(cancellationToken), await open, await day, await hours, firstHour);
    }
}
