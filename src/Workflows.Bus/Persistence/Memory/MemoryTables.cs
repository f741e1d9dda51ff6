using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Everything the store in memory holds. Whoever touches it holds <see cref="Lock"/>.</summary>
internal sealed class MemoryTables
{
    public Lock Lock { get; } = new();

    public Dictionary<Guid, MemoryInstance> Instances { get; } = [];

    /// <summary>Newest last.</summary>
    public SortedSet<ListCursor> ByCreation { get; } = new(Comparer<ListCursor>.Create(CompareCreation));

    public SortedSet<(DateTimeOffset StaleAt, Guid Id)> ByStaleness { get; } = [];

    /// <summary>Which living instance holds a key.</summary>
    public Dictionary<(string Workflow, string Key), Guid> LiveKeys { get; } = [];

    public Dictionary<Guid, DueTimer> Timers { get; } = [];

    /// <summary>Those of instances, as they were set.</summary>
    public Dictionary<Guid, InstanceTimer> InstanceTimers { get; } = [];

    /// <summary>By when they are to be sent: when they are due, or when they were deferred to.</summary>
    public SortedSet<(DateTimeOffset TryAt, Guid Id)> TimersByTryTime { get; } = [];

    /// <summary>When the timers that were deferred are to be sent.</summary>
    public Dictionary<Guid, DateTimeOffset> DeferredTimers { get; } = [];

    /// <summary>Timers whose delivery is under way.</summary>
    public HashSet<Guid> TimersTaken { get; } = [];

    public Dictionary<(string Workflow, WaitKey Pair), HashSet<Guid>> Subscribers { get; } = [];

    /// <summary>In the order they came.</summary>
    public OrderedDictionary<(Guid EventId, string Workflow, char Shelf), MemoryParkedEvent> Parked { get; } = [];

    public Dictionary<(string Name, int Version), WorkflowDefinitionView> Definitions { get; } = [];

    /// <summary>Who has instances of a changed definition listen anew, and until when.</summary>
    public Dictionary<(string Name, int Version), (Guid Holder, DateTimeOffset Until)> ChangeHolders { get; } = [];

    public Dictionary<(string Name, int Version), WorkflowShapes> Shapes { get; } = [];

    public Dictionary<Guid, (RunningProcess Process, DateTimeOffset SeenAt)> Processes { get; } = [];

    /// <summary>Rows that failed.</summary>
    public Dictionary<Guid, MemoryQuarantined> Quarantine { get; } = [];

    /// <summary>Operations that stand in no journal.</summary>
    public Dictionary<Guid, WorkflowAuditEntry> Audit { get; } = [];

    /// <summary>How many transitions were stored.</summary>
    public long ChangeCount { get; private set; }

    public void NoteChange() => ChangeCount++;

    public Dictionary<Guid, MemoryBulkJob> BulkJobs { get; } = [];

    public void SetStaleAt(Guid id, DateTimeOffset? before, DateTimeOffset? after)
    {
        if (before == after)
            return;

        if (before is not null)
            ByStaleness.Remove((before.Value, id));

        if (after is not null)
            ByStaleness.Add((after.Value, id));
    }

    public void SetTimer(DueTimer timer, InstanceTimer? set = null)
    {
        set ??= InstanceTimers.GetValueOrDefault(timer.Id);
        RemoveTimer(timer.Id);
        if (set is not null)
            InstanceTimers[timer.Id] = set;

        Timers.Add(timer.Id, timer);
        TimersByTryTime.Add((timer.DueAt, timer.Id));
    }

    public void DeferTimer(DueTimer timer, DateTimeOffset tryAt)
    {
        SetTimer(timer);
        TimersByTryTime.Remove((timer.DueAt, timer.Id));
        TimersByTryTime.Add((tryAt, timer.Id));
        DeferredTimers[timer.Id] = tryAt;
    }

    public bool RemoveTimer(Guid id)
    {
        if (!Timers.Remove(id, out var timer))
            return false;

        InstanceTimers.Remove(id);

        TimersByTryTime.Remove((DeferredTimers.Remove(id, out var tryAt) ? tryAt : timer.DueAt, id));
        return true;
    }

    public static int CompareCreation(ListCursor left, ListCursor right)
    {
        var byTime = left.CreatedAt.CompareTo(right.CreatedAt);
        return byTime != 0 ? byTime : left.InstanceId.CompareTo(right.InstanceId);
    }
}
