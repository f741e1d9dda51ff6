using System.Globalization;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>What is going on across the instances in memory.</summary>
internal sealed class MemoryInsightStore(MemoryWorkflowStore store) : IInsightStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task<string> GetChangeMarkAsync(CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.ChangeCount.ToString(CultureInfo.InvariantCulture));
    }

    public Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowOpenCount>>(
                [.. _tables.Instances.Values.Select(instance => instance.Current)
                    .Where(instance => !instance.Status.IsTerminal())
                    .CountBy(instance => (instance.Workflow, instance.Version, instance.Status))
                    .Select(count => new WorkflowOpenCount(count.Key.Workflow, count.Key.Version, count.Key.Status, count.Value))]);
        }
    }

    public Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowNodeCount>>(
                [.. _tables.Instances.Values.Select(instance => instance.Current)
                    .Where(instance => instance.Workflow == workflow && instance.Version == version && !instance.Status.IsTerminal())
                    .Select(instance => (InstancePosition.Of(instance).Node, instance.Status))
                    .Where(place => place.Node is not null)
                    .CountBy(place => place)
                    .Select(count => new WorkflowNodeCount(count.Key.Node!, count.Key.Status, count.Value))]);
        }
    }

    public Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(MemoryRates.Of(_tables.Instances.Values, from, span));
    }

    public Task<IReadOnlyList<WorkflowFailure>> ListFailuresAsync(FailurePage page, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowFailure>>(
                [.. MemoryFailures.Of(_tables.Instances.Values, now)
                    .Where(failure => page.Fingerprint is null || failure.Fingerprint == page.Fingerprint)
                    .Where(failure => page.Filter.Workflow is null || failure.Workflow == page.Filter.Workflow)
                    .Where(failure => page.Filter.LastFrom is null || failure.LastAt >= page.Filter.LastFrom)
                    .Where(failure => page.After is not { } after || failure.LastAt < after.LastAt
                        || (failure.LastAt == after.LastAt && string.CompareOrdinal(failure.Fingerprint, after.Fingerprint) < 0))
                    .Take(page.Limit)]);
        }
    }

    public Task<IReadOnlyList<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowWait>>(
                [.. _tables.Instances.Values
                    .Select(instance => WaitViews.Of(instance.Current))
                    .OfType<WorkflowWait>()
                    .Where(wait => (filter.Workflow is null || filter.Workflow == wait.Workflow) && (filter.EventType is null || wait.Events.Any(awaited => awaited.EventType == filter.EventType)))
                    .Where(wait => after is not { } last || MemoryTables.CompareCreation(new ListCursor(wait.Since, wait.InstanceId), last) > 0)
                    .OrderBy(wait => wait.Since).ThenBy(wait => wait.InstanceId)
                    .Take(limit)]);
        }
    }

    public Task<IReadOnlyList<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowTimer>>(
                [.. _tables.Timers.Values
                    .Where(timer => after is not { } last || MemoryTables.CompareCreation(new ListCursor(timer.DueAt, timer.Id), last) > 0)
                    .Where(timer => timer.InstanceId is { } id && _tables.Instances.ContainsKey(id))
                    .Where(timer => (filter.Workflow is null || filter.Workflow == timer.Workflow) && (filter.DueBefore is null || timer.DueAt < filter.DueBefore))
                    .OrderBy(timer => timer.DueAt).ThenBy(timer => timer.Id)
                    .Take(limit)
                    .Select(timer => WaitViews.Of(timer, _tables.Instances[timer.InstanceId!.Value].Current))]);
        }
    }

    public Task RegisterShapesAsync(IReadOnlyCollection<DefinitionShapes> shapes, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            foreach (var known in shapes)
                _tables.Shapes[(known.Workflow, known.Version)] = known.Shapes;
        }

        return Task.CompletedTask;
    }

    public Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.Shapes.GetValueOrDefault((workflow, version)));
    }
}
