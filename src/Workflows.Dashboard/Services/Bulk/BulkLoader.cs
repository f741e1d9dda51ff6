using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Reads operations on many instances, before and after they are confirmed.</summary>
internal sealed class BulkLoader(Reads reads, Sections sections, BulkEventLoader events, TimeProvider time)
{
    private const int SampleCount = 5;

    private const int RowCount = 100;

    public async Task<BulkDraftModel> DraftAsync(PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var draft = BulkDraft.Read(query, now);
        if (BulkDraft.WhyUnclear(query, draft) is { } unclear)
            return Unclear(now, draft, query.AllFaults(), viewer.WhyNotOperate ?? unclear);

        var (counts, samples, workflows) = draft.IsNamed ? await NamedAsync(draft, cancellationToken) : await FoundAsync(draft, cancellationToken);
        var form = draft.Operation == WorkflowBulkOperation.SendEvent ? await events.LoadAsync(draft, workflows, cancellationToken) : null;
        var count = counts.Values.Aggregate(new WorkflowCount(0), (sum, one) => new WorkflowCount(sum.Count + one.Count, sum.IsCapped || one.IsCapped));
        return new BulkDraftModel
        {
            At = now,
            Draft = draft,
            Count = count,
            ByStatus = counts,
            Samples = samples,
            Failure = draft.IsNamed ? null : await reads.FailureAsync(draft.Query.Failure, cancellationToken),
            Faults = query.Faults,
            Event = form,
            WhyNot = viewer.WhyNotOperate ?? WhyNot(draft, count) ?? (form is null ? null : WhyNoEvent(form, workflows)),
        };
    }

    public async Task<BulkJobsModel> ListAsync(PageQuery query, CancellationToken cancellationToken) => new(
        time.GetUtcNow(),
        await sections.ReadAsync("bulk operations", cancel => reads.BulkAsync(bulk => bulk.ListAsync(query.Text("after"), cancellationToken: cancel)), cancellationToken),
        query.AllFaults());

    /// <returns>Null: there is no such job.</returns>
    public async Task<BulkJobModel?> JobAsync(Guid id, PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await reads.BulkAsync(bulk => bulk.GetAsync(id, cancellationToken)) is not { } job)
            return null;

        var outcome = query.Word<WorkflowBulkOutcome>("outcome");
        var rows = await sections.ReadAsync("instances of a bulk operation", cancel => reads.BulkAsync(bulk => bulk.ListRowsAsync(id, outcome, query.Text("after"), RowCount, cancel)), cancellationToken);
        var ids = rows.Value?.Items.Select(row => row.InstanceId).ToArray() ?? [];
        var now = await sections.ReadAsync("instances of a bulk operation as they stand", cancel => reads.InstancesAsync(instances => instances.FindAsync(ids, cancel)), cancellationToken);
        var standing = await sections.ReadAsync("standing of a bulk operation", cancel => reads.BulkAsync(bulk => bulk.GetStandingAsync(id, cancellationToken: cancel)), cancellationToken);
        return new BulkJobModel(
            time.GetUtcNow(), job, outcome, rows, (now.Value ?? []).ToDictionary(line => line.InstanceId), standing, viewer.WhyNotOperate, query.AllFaults());
    }

    /// <summary>Nothing is counted: a number of instances that nobody meant would only mislead.</summary>
    private static BulkDraftModel Unclear(DateTimeOffset now, BulkDraft draft, IReadOnlyList<string> faults, string whyNot) => new()
    {
        At = now,
        Draft = draft,
        Count = new WorkflowCount(0),
        ByStatus = new Dictionary<WorkflowStatus, WorkflowCount>(),
        Samples = [],
        Faults = faults,
        IsClear = false,
        WhyNot = whyNot,
    };

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

    private static string? WhyNoEvent(BulkEventForm form, IReadOnlyCollection<string> workflows) => form.Error ?? (workflows.Count, form.Types.Count, form.Type) switch
    {
        (0, _, _) => "Filter for a workflow: its definition says which events there are.",
        (_, 0, _) => "No registered definition of these instances takes an event.",
        (_, _, null) => "Choose the event.",
        _ => null,
    };

    private async Task<Matched> NamedAsync(BulkDraft draft, CancellationToken cancellationToken)
    {
        var found = await reads.InstancesAsync(instances => instances.FindAsync(draft.Ids, cancellationToken));
        var counts = found.GroupBy(line => line.Status).ToDictionary(group => group.Key, group => new WorkflowCount(group.Count()));
        return new Matched(counts, Lines(found.Take(SampleCount)), [.. found.Select(line => line.Workflow).Distinct(StringComparer.Ordinal)]);
    }

    private async Task<Matched> FoundAsync(BulkDraft draft, CancellationToken cancellationToken)
    {
        var search = draft.ToSearch();
        var counts = reads.InstancesAsync(instances => instances.CountByStatusAsync(search, BulkDraftModel.MaxCount, cancellationToken));
        var slice = reads.InstancesAsync(instances => instances.SearchAsync(search, null, SampleCount, cancellationToken));
        var wanted = draft.Query.Statuses;
        var matched = (await counts).Where(count => wanted.Count == 0 || wanted.Contains(count.Key)).ToDictionary();
        return new Matched(matched, Lines((await slice).Items), draft.Query.Workflow is { } workflow ? [workflow] : []);
    }

    private IReadOnlyList<InstanceLine> Lines(IEnumerable<WorkflowSummary> found)
    {
        var now = time.GetUtcNow();
        return [.. found.Select(line => InstanceLine.Of(line, now))];
    }

    /// <param name="Counts">How many in each status.</param>
    /// <param name="Samples">Some of them.</param>
    /// <param name="Workflows">Names of their workflows; empty: any.</param>
    private sealed record Matched(IReadOnlyDictionary<WorkflowStatus, WorkflowCount> Counts, IReadOnlyList<InstanceLine> Samples, IReadOnlyCollection<string> Workflows);
}
