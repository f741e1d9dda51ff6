using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Journal;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Reads one instance. The head and the operations never depend on how long its journal is.</summary>
internal sealed class InstanceLoader(Reads reads, Sections sections, DefinitionCatalog definitions, InstanceParts parts, TimeProvider time)
{
    private const int LatestEntries = 20;

    /// <returns>Null: there is no such instance.</returns>
    public async Task<InstanceModel?> LoadAsync(Guid id, string? queryString, Viewer viewer, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var address = PageQuery.Parse(queryString);
        var tab = address.Word<InstanceTab>("tab") ?? InstanceTab.Timeline;
        if (await reads.ClientAsync(client => client.GetAsync(id, cancellationToken)) is not { } details)
            return null;

        var latest = await sections.ReadAsync("latest journal entries", cancel => LatestAsync(id, cancel), cancellationToken);
        var entries = latest.Value ?? [];
        var definition = await definitions.FindAsync(details.Summary.Workflow, details.Summary.Version, cancellationToken);
        var cause = DefinitionGap.In(CauseFinder.Of(details, entries, now), details);
        var model = new InstanceModel
        {
            At = now,
            Details = viewer.CanSeePayloads ? details : Payloads.Without(details),
            ShowsPayloads = viewer.CanSeePayloads,
            WhyNotOperate = viewer.WhyNotOperate,
            Possible = OperationRules.Possible(details),
            Cause = await WithOthersAsync(cause, viewer, cancellationToken),
            EntryCount = entries.Count > 0 ? entries[0].Sequence : null,
            IsDefinitionKnown = definition.Value is not null,
            DefinitionError = definition.Error,
            Quarantined = (await sections.ReadAsync("quarantine", cancel => QuarantinedAsync(id, cancel), cancellationToken)).Value ?? [],
            Tab = tab,
            Faults = [],
        };
        _ = address.Text("done");
        var shown = await parts.AddAsync(model, details, definition.Value, address, cancellationToken);
        return shown with { Faults = address.AllFaults() };
    }

    private Task<IReadOnlyList<WorkflowJournalEntry>> LatestAsync(Guid id, CancellationToken cancellationToken) =>
        reads.InstancesAsync(instances => instances.SearchJournalAsync(id, new WorkflowJournalSearch { LatestFirst = true }, null, LatestEntries, cancellationToken));

    private async Task<IReadOnlyList<WorkflowQuarantinedRow>> QuarantinedAsync(Guid id, CancellationToken cancellationToken) =>
        (await reads.QuarantineAsync(quarantine => quarantine.ListAsync(new WorkflowQuarantineFilter { InstanceId = id }, limit: 5, cancellationToken: cancellationToken))).Items;

    private async Task<Cause?> WithOthersAsync(Cause? cause, Viewer viewer, CancellationToken cancellationToken)
    {
        if (cause is null)
            return null;

        var shown = viewer.CanSeePayloads || cause.Error is null ? cause : cause with { Error = cause.Error with { StackTrace = null } };
        if (cause.Fingerprint is not { } fingerprint)
            return shown;

        var failure = await sections.ReadAsync("instances that fail the same way", cancel => reads.InsightsAsync(insights => insights.GetFailureAsync(fingerprint, cancel)), cancellationToken);
        return failure.Value is { } group ? shown with { Others = group.Count with { Count = Math.Max(0, group.Count.Count - 1) } } : shown;
    }
}
