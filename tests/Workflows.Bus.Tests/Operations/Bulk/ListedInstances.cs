using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Operations.Bulk;
using Workflows.Persistence.Memory;
using Workflows.Queries;
using Workflows.Runtime;

namespace Workflows.Tests.Operations.Bulk;

/// <summary>Finds the ids that a test lists, page by page, and remembers what it was asked for.</summary>
internal sealed class ListedInstances(params IReadOnlyList<Guid>[] pages) : IWorkflowInstances
{
    /// <summary>What an event may come to.</summary>
    public static ContentSize EventLimit { get; } = new(4_096, nameof(DurableWorkflowOptions.MessageSizeLimit));

    public List<WorkflowSearch> Asked { get; } = [];

    /// <summary>Accepts jobs over them. No failure has words here.</summary>
    public BulkAcceptance AcceptInto(IWorkflowStore store, TimeProvider time)
    {
        var nothing = new MemoryWorkflowStore();
        var json = WorkflowJson.ForStates(EventLimit, []);
        return new BulkAcceptance(this, new WorkflowInsights(new MemoryInsightStore(nothing), new MemoryAuditStore(nothing), time), store, new EngineJson(json, json), time);
    }

    public Task<WorkflowPage<Guid>> ListIdsAsync(WorkflowSearch search, string? after = null, int limit = 500, CancellationToken cancellationToken = default)
    {
        Asked.Add(search);
        var page = after is null ? 0 : int.Parse(after, System.Globalization.CultureInfo.InvariantCulture);
        return Task.FromResult(new WorkflowPage<Guid>(pages.Length == 0 ? [] : pages[page], page + 1 < pages.Length ? $"{page + 1}" : null));
    }

    public Task<WorkflowSlice> SearchAsync(WorkflowSearch search, string? at = null, int limit = 50, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<WorkflowSummary>> FindAsync(IReadOnlyCollection<Guid> instanceIds, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyDictionary<WorkflowStatus, WorkflowCount>> CountByStatusAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<WorkflowCount> CountAsync(WorkflowSearch search, int cap = 10_000, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<WorkflowJournalEntry>> SearchJournalAsync(Guid instanceId, WorkflowJournalSearch search, int? after = null, int limit = 200, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> ListPassedNodesAsync(Guid instanceId, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<string?> GetStateAtAsync(Guid instanceId, int sequence, CancellationToken cancellationToken = default) => throw new NotSupportedException();
}
