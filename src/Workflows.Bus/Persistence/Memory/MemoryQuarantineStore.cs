using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>The quarantine in memory. Nothing there is unreadable, but a scheduled message may have an address that is none.</summary>
internal sealed class MemoryQuarantineStore(MemoryWorkflowStore store) : IQuarantineStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task<QuarantineNote?> NoteAsync(PoisonRow row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(Note(row, now));
    }

    public Task<IReadOnlyList<WorkflowQuarantinedRow>> ListAsync(WorkflowQuarantineFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<WorkflowQuarantinedRow>>(
                [.. Quarantined()
                    .Where(row => (filter.Kind is null || row.Kind == filter.Kind) && (filter.InstanceId is null || row.InstanceId == filter.InstanceId))
                    .Where(row => after is not { } last || MemoryTables.CompareCreation(PlaceOf(row), last) < 0)
                    .OrderByDescending(PlaceOf, Comparer<ListCursor>.Create(MemoryTables.CompareCreation))
                    .Take(limit)]);
        }
    }

    public Task<WorkflowQuarantinedRow?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(Quarantined().FirstOrDefault(row => row.Id == id));
    }

    public Task<IReadOnlyList<QuarantineCount>> CountAsync(CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            return Task.FromResult<IReadOnlyList<QuarantineCount>>(
                [.. Quarantined().GroupBy(row => row.Kind).OrderBy(group => group.Key).Select(group => new QuarantineCount(group.Key, group.LongCount(), group.MaxBy(row => row.QuarantinedAt)!.Reason))]);
        }
    }

    public Task<bool> ReleaseAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            if (Take(id, audit) is not { } entry)
                return Task.FromResult(false);

            PutBack(entry, audit.Entry.At);
            return Task.FromResult(true);
        }
    }

    public Task<bool> DiscardAsync(Guid id, QuarantineAudit audit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            return Task.FromResult(_tables.Quarantine.GetValueOrDefault(id)?.Row.Kind != WorkflowQuarantineKind.Instance && Take(id, audit) is not null);
    }

    public Task<IReadOnlyList<Guid>> FindListenersAsync(Guid eventId, string workflow, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var keys = _tables.Parked.GetValueOrDefault((eventId, workflow, 'w'))?.Event.Keys ?? [];
            return Task.FromResult<IReadOnlyList<Guid>>([.. keys.SelectMany(key => _tables.Subscribers.GetValueOrDefault((workflow, key)) ?? []).Distinct()]);
        }
    }

    public Task<IReadOnlyList<UnreadableDefinition>> FindUnreadableDefinitionsAsync(CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<UnreadableDefinition>>([]);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            foreach (var (id, entry) in _tables.Quarantine.ToArray())
            {
                var isOver = entry.QuarantinedAt is null && entry.LastAt < before;
                if (isOver || (entry.Row.Kind == WorkflowQuarantineKind.Instance && RevisionOf(entry.Row) != entry.Revision))
                    _tables.Quarantine.Remove(id);
            }
        }

        return Task.CompletedTask;
    }

    private QuarantineNote? Note(PoisonRow row, DateTimeOffset now)
    {
        var revision = row.Kind == WorkflowQuarantineKind.Instance ? RevisionOf(row) : null;
        if (row.Kind == WorkflowQuarantineKind.Instance)
        {
            if (_tables.Instances.GetValueOrDefault(row.SubjectId)?.Current is not { } instance)
                return null;

            row = row with { Workflow = instance.Workflow, Version = instance.Version, InstanceId = instance.Id };
        }

        if (!_tables.Quarantine.TryGetValue(row.Id, out var entry))
            _tables.Quarantine.Add(row.Id, entry = new MemoryQuarantined(row, now));

        entry.Count(row, revision, now);
        if (entry.QuarantinedAt is not null && !SetAside(entry))
        {
            _tables.Quarantine.Remove(row.Id);
            return null;
        }

        if (entry.QuarantinedAt is null && row.Kind == WorkflowQuarantineKind.Timer && _tables.Timers.GetValueOrDefault(row.SubjectId) is { } timer)
            _tables.DeferTimer(timer, entry.NextAt);

        return new QuarantineNote(entry.TryCount, entry.NextAt, entry.QuarantinedAt is not null, entry.QuarantinedAt == now);
    }

    /// <returns>False: the row is gone, or has changed since.</returns>
    private bool SetAside(MemoryQuarantined entry)
    {
        switch (entry.Row.Kind)
        {
            case WorkflowQuarantineKind.Instance:
                if (RevisionOf(entry.Row) != entry.Revision)
                    return false;

                store.MoveStaleAt(_tables.Instances[entry.Row.SubjectId], null);
                return true;
            case WorkflowQuarantineKind.Timer:
                entry.Timer = _tables.Timers.GetValueOrDefault(entry.Row.SubjectId) ?? entry.Timer;
                entry.InstanceTimer = _tables.InstanceTimers.GetValueOrDefault(entry.Row.SubjectId) ?? entry.InstanceTimer;
                _tables.RemoveTimer(entry.Row.SubjectId);
                return entry.Timer is not null;
            default:
                foreach (var place in _tables.Parked.Keys.Where(place => place.EventId == entry.Row.SubjectId && place.Workflow == entry.Row.Workflow).ToArray())
                {
                    entry.Events.Add(_tables.Parked[place]);
                    _tables.Parked.Remove(place);
                }

                return entry.Events.Count > 0;
        }
    }

    private MemoryQuarantined? Take(Guid id, QuarantineAudit audit)
    {
        if (_tables.Quarantine.GetValueOrDefault(id) is not { QuarantinedAt: not null } entry)
            return null;

        if (!string.IsNullOrWhiteSpace(audit.Entry.Actor))
            _tables.Audit.TryAdd(audit.RecordId, audit.Entry with { InstanceId = entry.Row.InstanceId, Workflow = entry.Row.Workflow });

        _tables.Quarantine.Remove(id);
        return entry;
    }

    private void PutBack(MemoryQuarantined entry, DateTimeOffset now)
    {
        if (entry.Row.Kind == WorkflowQuarantineKind.Instance && _tables.Instances.GetValueOrDefault(entry.Row.SubjectId) is { } instance && !instance.Current.Status.IsTerminal())
            store.MoveStaleAt(instance, now);

        if (entry.Timer is { } timer && !_tables.Timers.ContainsKey(timer.Id))
            _tables.SetTimer(timer, entry.InstanceTimer);

        foreach (var parked in entry.Events)
        {
            var known = parked.Event;
            parked.Event = known with { ExpiresAt = now + (known.ExpiresAt - known.ReceivedAt) };
            _tables.Parked.TryAdd((known.EventId, known.Workflow, known.Keys[0].Shelf), parked);
        }
    }

    private IEnumerable<WorkflowQuarantinedRow> Quarantined() => _tables.Quarantine.Values.Where(entry => entry.QuarantinedAt is not null).Select(entry => entry.ToRow());

    private long? RevisionOf(PoisonRow row) => _tables.Instances.GetValueOrDefault(row.SubjectId)?.Current.Revision;

    private static ListCursor PlaceOf(WorkflowQuarantinedRow row) => new(row.QuarantinedAt, row.Id);
}
