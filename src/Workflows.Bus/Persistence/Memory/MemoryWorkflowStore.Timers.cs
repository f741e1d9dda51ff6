using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

internal sealed partial class MemoryWorkflowStore
{
    public async Task<int> TakeDueAsync(DateTimeOffset now, int limit, Func<IReadOnlyList<DueTimer>, Task<IReadOnlyCollection<Guid>>> deliver, CancellationToken cancellationToken, DateTimeOffset? retryAt = null)
    {
        var taken = Take(now, limit);
        if (taken.Length == 0)
            return 0;

        IReadOnlyCollection<Guid>? delivered = null;
        try
        {
            delivered = await deliver(taken);
        }
        finally
        {
            Return(taken, delivered?.ToHashSet() ?? [], delivered is null ? null : retryAt);
        }

        return taken.Length;
    }

    public Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.TimersByTryTime.Count == 0 ? (DateTimeOffset?)null : _tables.TimersByTryTime.Min.TryAt);
    }

    public Task<int> CountDueBeforeAsync(DateTimeOffset moment, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var late = _tables.TimersByTryTime.TakeWhile(place => place.TryAt < moment).Select(place => place.Id);
            var deferred = _tables.DeferredTimers.Where(timer => timer.Value >= moment && _tables.Timers[timer.Key].DueAt < moment).Select(timer => timer.Key);
            return Task.FromResult(late.Concat(deferred).Take(limit).Count());
        }
    }

    public Task ScheduleAsync(ScheduledMessage message, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            _tables.SetTimer(new DueTimer(message.Id, message.DueAt) { Message = message });
            _tables.Quarantine.Remove(QuarantineIdOf(message.Id));
        }

        return Task.CompletedTask;
    }

    public Task<bool> CancelScheduledAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            // One that was set aside is canceled as well: nobody may release it later.
            var wasAside = _tables.Quarantine.GetValueOrDefault(QuarantineIdOf(id)) is { Timer.Message: not null };
            _tables.Quarantine.Remove(QuarantineIdOf(id));
            return Task.FromResult((_tables.Timers.GetValueOrDefault(id) is { Message: not null } && _tables.RemoveTimer(id)) || wasAside);
        }
    }

    private static Guid QuarantineIdOf(Guid timerId) => DeterministicId.OfQuarantine(WorkflowQuarantineKind.Timer, timerId, null);

    private DueTimer[] Take(DateTimeOffset now, int limit)
    {
        lock (_tables.Lock)
        {
            var taken = _tables.TimersByTryTime
                .TakeWhile(timer => timer.TryAt <= now)
                .Where(timer => !_tables.TimersTaken.Contains(timer.Id))
                .Take(limit)
                .Select(timer => _tables.Timers[timer.Id])
                .ToArray();
            _tables.TimersTaken.UnionWith(taken.Select(timer => timer.Id));
            return taken;
        }
    }

    private void Return(DueTimer[] taken, HashSet<Guid> delivered, DateTimeOffset? retryAt)
    {
        lock (_tables.Lock)
        {
            foreach (var timer in taken)
            {
                _tables.TimersTaken.Remove(timer.Id);

                // A message that was scheduled again under the same id while this one was on its way is another one.
                if (!ReferenceEquals(_tables.Timers.GetValueOrDefault(timer.Id), timer))
                    continue;

                if (delivered.Contains(timer.Id))
                    _tables.RemoveTimer(timer.Id);
                else if (retryAt is { } tryAt)
                    _tables.DeferTimer(timer, tryAt);
            }
        }
    }
}
