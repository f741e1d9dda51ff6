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

    public Task<IReadOnlyList<StoredNameCount>> CountNamesAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var listening = _tables.Instances.Values.Where(instance => !instance.Current.Status.IsTerminal())
                .SelectMany(instance => instance.Current.Execution.Subscriptions, (instance, one) => (instance.Current.Workflow, one.Wait, Name: one.EventType, IsEvent: false));
            var kept = _tables.Parked.Values.Where(parked => !parked.IsOffered && parked.Event.ExpiresAt > now)
                .SelectMany(parked => parked.Event.Keys, (parked, key) => (parked.Event.Workflow, Wait: key.Wait.Trim(), Name: parked.Event.EventType, IsEvent: true));
            return Task.FromResult<IReadOnlyList<StoredNameCount>>(
                [.. listening.Concat(kept).CountBy(one => one).Select(count => new StoredNameCount(count.Key.Workflow, count.Key.Name, count.Key.IsEvent, count.Value) { Wait = count.Key.Wait })]);
        }
    }

    public Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowNodeCount>>(
                [.. _tables.Instances.Values.Select(instance => instance.Current)
                    .Where(instance => instance.Workflow == workflow && instance.Version == version && !instance.Status.IsTerminal())
                    .SelectMany(instance => instance.Execution.Tokens.Where(token => token.State != WorkflowTokenState.Scheduled).Select(token => (token.Node, Status: InstancePosition.StatusOf(instance, token))))
                    .CountBy(place => place)
                    .Select(count => new WorkflowNodeCount(count.Key.Node, count.Key.Status, count.Value))]);
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

    public Task<IReadOnlyList<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter filter, WaitCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowWait>>(
                [.. _tables.Instances.Values
                    .SelectMany(instance => WaitViews.Of(instance.Current))
                    .Where(wait => (filter.Workflow is null || filter.Workflow == wait.Workflow) && (filter.EventType is null || wait.Events.Any(awaited => AwaitedEvents.Spellings(filter.EventType).Contains(awaited.EventType))))
                    .Where(wait => after is not { } last || (wait.Since, wait.InstanceId, wait.Token).CompareTo((last.Since, last.InstanceId, last.Token)) > 0)
                    .OrderBy(wait => wait.Since).ThenBy(wait => wait.InstanceId).ThenBy(wait => wait.Token)
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
                    .Select(timer => WaitViews.Of(timer, _tables.InstanceTimers[timer.Id], _tables.Instances[timer.InstanceId!.Value].Current))]);
        }
    }

    public Task<IReadOnlyList<WorkflowUnmatchedEvent>> ListUnmatchedAsync(DateTimeOffset now, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowUnmatchedEvent>>(
                [.. _tables.Parked.Values
                    .Where(known => !known.IsOffered && known.Event.ExpiresAt > now)
                    .GroupBy(known => (known.Event.EventId, known.Event.ExpiresAt), known => known.Event)
                    .Select(UnmatchedView.Of)
                    .OrderByDescending(unmatched => new ListCursor(unmatched.ExpiresAt, unmatched.EventId), Comparer<ListCursor>.Create(MemoryTables.CompareCreation))
                    .Where(unmatched => after is not { } last || MemoryTables.CompareCreation(new ListCursor(unmatched.ExpiresAt, unmatched.EventId), last) < 0)
                    .Take(limit)]);
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
