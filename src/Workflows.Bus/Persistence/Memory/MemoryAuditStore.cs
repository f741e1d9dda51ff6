using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Views;

namespace Workflows.Persistence.Memory;

/// <summary>What people did to the instances in memory.</summary>
internal sealed class MemoryAuditStore(MemoryWorkflowStore store) : IAuditStore
{
    private readonly MemoryTables _tables = store.Tables;

    public Task RecordAsync(Guid id, WorkflowAuditEntry entry, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
            _tables.Audit.TryAdd(id, entry);

        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<AuditLine>> ListAuditAsync(WorkflowAuditFilter filter, AuditCursor? after, int limit, CancellationToken cancellationToken)
    {
        lock (_tables.Lock)
        {
            var recorded = _tables.Audit.Select(pair => new AuditLine(new AuditCursor(pair.Value.At, pair.Key, 0), pair.Value));
            return Task.FromResult<IReadOnlyList<AuditLine>>(
                [.. FromJournals().Concat(recorded)
                    .Where(line => Fits(filter, line.Entry) && (after is not { } last || Compare(line.Place, last) < 0))
                    .OrderByDescending(line => line.Place, Comparer<AuditCursor>.Create(Compare))
                    .Take(limit)]);
        }
    }

    private IEnumerable<AuditLine> FromJournals()
    {
        var kinds = AuditView.KindsOf(null);
        return
            from instance in _tables.Instances.Values
            from entry in instance.Journal
            where entry.Actor is not null && kinds.Contains(entry.Kind.ToString())
            let line = AuditView.Of(entry.Kind.ToString(), entry.At, instance.Current.Id, entry.Sequence, entry.Node)
            select line with
            {
                Entry = line.Entry with { Actor = entry.Actor, Reason = entry.Reason, JobId = entry.JobId, Workflow = instance.Current.Workflow, Key = instance.Current.Key },
            };
    }

    private static bool Fits(WorkflowAuditFilter filter, WorkflowAuditEntry entry) =>
        MemoryPattern.Fits(filter.Actor, entry.Actor)
        && (filter.Operation is null || filter.Operation == entry.Operation)
        && (filter.InstanceId is null || filter.InstanceId == entry.InstanceId)
        && (filter.JobId is null || filter.JobId == entry.JobId)
        && (filter.From is null || entry.At >= filter.From)
        && (filter.Before is null || entry.At < filter.Before);

    private static int Compare(AuditCursor left, AuditCursor right)
    {
        var order = left.At.CompareTo(right.At);
        order = order != 0 ? order : left.Id.CompareTo(right.Id);
        return order != 0 ? order : left.Sequence.CompareTo(right.Sequence);
    }
}
