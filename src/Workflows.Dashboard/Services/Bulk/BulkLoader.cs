using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Reads operations on many instances, before and after they are confirmed.</summary>
internal sealed class BulkLoader(Reads reads, Sections sections, TimeProvider time)
{
    private const int SampleCount = 5;

    private const int RowCount = 100;

    public async Task<BulkDraftModel> DraftAsync(PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var draft = BulkDraft.Read(query, now);
        var (counts, samples) = draft.Ids.Count > 0 ? await NamedAsync(draft, cancellationToken) : await FoundAsync(draft, cancellationToken);
        var count = counts.Values.Aggregate(new WorkflowCount(0), (sum, one) => new WorkflowCount(sum.Count + one.Count, sum.IsCapped || one.IsCapped));
        return new BulkDraftModel
        {
            At = now,
            Draft = draft,
            Count = count,
            ByStatus = counts,
            Samples = samples,
            Faults = query.Faults,
            WhyNot = viewer.WhyNotOperate ?? WhyNot(draft, count),
        };
    }

    public async Task<BulkJobsModel> ListAsync(PageQuery query, CancellationToken cancellationToken) => new(
        time.GetUtcNow(),
        await sections.ReadAsync("bulk operations", cancel => reads.BulkAsync(bulk => bulk.ListAsync(query.Text("after"), cancellationToken: cancel)), cancellationToken));

    /// <returns>Null: there is no such job.</returns>
    public async Task<BulkJobModel?> JobAsync(Guid id, PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await reads.BulkAsync(bulk => bulk.GetAsync(id, cancellationToken)) is not { } job)
            return null;

        var outcome = query.Word<WorkflowBulkOutcome>("outcome");
        var rows = await sections.ReadAsync("instances of a bulk operation", cancel => reads.BulkAsync(bulk => bulk.ListRowsAsync(id, outcome, query.Text("after"), RowCount, cancel)), cancellationToken);
        return new BulkJobModel(time.GetUtcNow(), job, outcome, rows, viewer.WhyNotOperate);
    }

    private static string? WhyNot(BulkDraft draft, WorkflowCount count)
    {
        if (draft.Operation is null)
            return "The address does not say what to do: choose an operation in the list of instances.";

        if (count.Count == 0)
            return "No instance matches.";

        return count.IsCapped || count.Count > BulkDraftModel.MaxCount
            ? $"More than {Numbers.Of(BulkDraftModel.MaxCount)} instances match. Narrow the filter."
            : null;
    }

    private async Task<(IReadOnlyDictionary<WorkflowStatus, WorkflowCount> Counts, IReadOnlyList<InstanceLine> Samples)> NamedAsync(BulkDraft draft, CancellationToken cancellationToken)
    {
        var found = await reads.InstancesAsync(instances => instances.FindAsync(draft.Ids, cancellationToken));
        var counts = found.GroupBy(line => line.Status).ToDictionary(group => group.Key, group => new WorkflowCount(group.Count()));
        return (counts, Lines(found.Take(SampleCount)));
    }

    private async Task<(IReadOnlyDictionary<WorkflowStatus, WorkflowCount> Counts, IReadOnlyList<InstanceLine> Samples)> FoundAsync(BulkDraft draft, CancellationToken cancellationToken)
    {
        var search = draft.ToSearch();
        var counts = reads.InstancesAsync(instances => instances.CountByStatusAsync(search, BulkDraftModel.MaxCount, cancellationToken));
        var slice = reads.InstancesAsync(instances => instances.SearchAsync(search, null, SampleCount, cancellationToken));
        var wanted = draft.Query.Statuses;
        return ((await counts).Where(count => wanted.Count == 0 || wanted.Contains(count.Key)).ToDictionary(), Lines((await slice).Items));
    }

    private IReadOnlyList<InstanceLine> Lines(IEnumerable<WorkflowSummary> found)
    {
        var now = time.GetUtcNow();
        return [.. found.Select(line => InstanceLine.Of(line, now))];
    }
}
