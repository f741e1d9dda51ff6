using System.Globalization;
using Workflows.Contracts;

namespace Workflows.Dashboard.Tests.Fakes;

/// <summary>What goes on in the made-up world.</summary>
internal sealed class FakeInsights(FakeWorld world) : IWorkflowInsights
{
    public Task<string> GetChangeMarkAsync(CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetChangeMarkAsync));
        return Task.FromResult(world.Mark.ToString(CultureInfo.InvariantCulture));
    }

    public Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(CountOpenAsync));
        return Task.FromResult<IReadOnlyList<WorkflowOpenCount>>([.. Open()
            .GroupBy(instance => (instance.Workflow, instance.Version, instance.Status))
            .Select(group => new WorkflowOpenCount(group.Key.Workflow, group.Key.Version, group.Key.Status, group.Count()))]);
    }

    public Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(CountByNodeAsync));
        return Task.FromResult<IReadOnlyList<WorkflowNodeCount>>([.. Open()
            .Where(instance => instance.Workflow == workflow && instance.Version == version && instance.Token is not null)
            .GroupBy(instance => (instance.Token!.Node, instance.Status))
            .Select(group => new WorkflowNodeCount(group.Key.Node, group.Key.Status, group.Count()))]);
    }

    public Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetRatesAsync));
        return Task.FromResult<IReadOnlyList<WorkflowRate>>([.. FakeRates.Of(world.Instances.Values, from, span)]);
    }

    public Task<WorkflowPage<WorkflowFailure>> ListFailuresAsync(WorkflowFailureFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListFailuresAsync));
        var all = Failures().Where(failure => (filter?.Workflow is null || filter.Workflow == failure.Workflow) && (filter?.LastFrom is null || failure.LastAt >= filter.LastFrom));
        return Task.FromResult(Page(all.OrderByDescending(failure => failure.LastAt), after, limit));
    }

    public Task<WorkflowFailure?> GetFailureAsync(string fingerprint, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetFailureAsync));
        return Task.FromResult(Failures().FirstOrDefault(failure => failure.Fingerprint == fingerprint));
    }

    public Task<WorkflowPage<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListWaitsAsync));
        var all = Open()
            .Where(instance => instance.Token?.State == WorkflowTokenState.Waiting)
            .Select(FakeRows.Wait)
            .Where(wait => (filter?.Workflow is null || filter.Workflow == wait.Workflow) && (filter?.EventType is null || wait.Events.Any(awaited => awaited.EventType == filter.EventType)));
        return Task.FromResult(Page(all.OrderBy(wait => wait.Since), after, limit));
    }

    public Task<WorkflowPage<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListTimersAsync));
        var all = Open()
            .Where(instance => instance.Token?.DueAt is not null)
            .Select(FakeRows.Timer)
            .Where(timer => (filter?.Workflow is null || filter.Workflow == timer.Workflow) && (filter?.DueBefore is null || timer.DueAt < filter.DueBefore));
        return Task.FromResult(Page(all.OrderBy(timer => timer.DueAt), after, limit));
    }

    public Task<WorkflowPage<WorkflowUnmatchedEvent>> ListUnmatchedEventsAsync(string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListUnmatchedEventsAsync));
        return Task.FromResult(Page(world.Unmatched, after, limit));
    }

    public Task<WorkflowPage<WorkflowAuditEntry>> ListAuditAsync(WorkflowAuditFilter? filter = null, string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(ListAuditAsync));
        var all = world.Audit.Where(entry => filter is null || Matches(entry, filter));
        return Task.FromResult(Page(all.OrderByDescending(entry => entry.At), after, limit));
    }

    public Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken = default)
    {
        world.Ask(nameof(GetShapesAsync));
        return Task.FromResult(FakeShapes.Of(workflow));
    }

    private List<FakeInstance> Open()
    {
        lock (world.Gate)
            return [.. world.Instances.Values.Where(instance => !instance.Status.IsTerminal())];
    }

    private IEnumerable<WorkflowFailure> Failures() =>
        Open().Where(instance => instance.Fingerprint is not null).GroupBy(instance => instance.Fingerprint!).Select(group => FakeRows.Failure(group.Key, [.. group], world.Time.GetUtcNow()));

    private static WorkflowPage<T> Page<T>(IEnumerable<T> all, string? after, int limit)
    {
        var skipped = after is null ? 0 : int.Parse(after, CultureInfo.InvariantCulture);
        var items = all.Skip(skipped).Take(limit + 1).ToList();
        return new WorkflowPage<T>([.. items.Take(limit)], items.Count > limit ? (skipped + limit).ToString(CultureInfo.InvariantCulture) : null);
    }

    private static bool Matches(WorkflowAuditEntry entry, WorkflowAuditFilter filter) =>
        (filter.Actor is null || (filter.Actor.EndsWith('*') ? entry.Actor?.StartsWith(filter.Actor[..^1], StringComparison.Ordinal) == true : entry.Actor == filter.Actor))
        && (filter.Operation is null || entry.Operation == filter.Operation)
        && (filter.InstanceId is null || entry.InstanceId == filter.InstanceId)
        && (filter.JobId is null || entry.JobId == filter.JobId)
        && (filter.From is null || entry.At >= filter.From)
        && (filter.Before is null || entry.At < filter.Before);
}
