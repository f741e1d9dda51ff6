using Workflows.Contracts;
using Workflows.Dashboard.Services.Audit;
using Workflows.Dashboard.Services.Journal;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.States;
using Workflows.Dashboard.Services.Timelines;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Reads the part of the page of an instance that is looked at.</summary>
internal sealed class InstanceParts(Reads reads, Sections sections, StateLoader states, AuditLoader audit)
{
    /// <summary>Of a long journal the timeline shows the end.</summary>
    private const int TimelineEntries = 400;

    private const int AttemptEntries = 50;

    public async Task<InstanceModel> AddAsync(InstanceModel model, WorkflowDetails details, WorkflowDefinitionView? definition, PageQuery address, CancellationToken cancellationToken)
    {
        var id = details.Summary.InstanceId;
        return model.Tab switch
        {
            InstanceTab.Timeline => model with { Timeline = await sections.ReadAsync("timeline", cancel => TimelineAsync(details, definition, model.At, cancel), cancellationToken) },
            InstanceTab.Journal => model with { Journal = await sections.ReadAsync("journal", cancel => JournalAsync(id, JournalQuery.Read(address, model.ShowsPayloads), model.ShowsPayloads, cancel), cancellationToken) },
            InstanceTab.State => model with { State = await sections.ReadAsync("state", cancel => states.LoadAsync(details, address, model.ShowsPayloads, cancel), cancellationToken) },
            InstanceTab.Open => model with { FailedAttempts = await sections.ReadAsync("failed attempts", cancel => AttemptsAsync(id, model.ShowsPayloads, cancel), cancellationToken) },
            _ => model with { Operations = await audit.OfInstanceAsync(id, address.Text("after"), cancellationToken) },
        };
    }

    private async Task<TimelineModel> TimelineAsync(WorkflowDetails details, WorkflowDefinitionView? definition, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var search = new WorkflowJournalSearch { LatestFirst = true };
        var latest = await reads.InstancesAsync(instances => instances.SearchJournalAsync(details.Summary.InstanceId, search, null, TimelineEntries, cancellationToken));
        var entries = latest.Reverse().ToList();
        var lanes = TimelineBuilder.Build(entries, details.Tokens, now);
        return new TimelineModel(definition is null ? null : InstanceGraph.Of(definition, details.Summary, lanes), lanes, entries.Count > 0 ? entries[0].Sequence : 1);
    }

    private async Task<JournalModel> JournalAsync(Guid id, JournalQuery query, bool showsPayloads, CancellationToken cancellationToken)
    {
        var entries = await reads.InstancesAsync(instances => instances.SearchJournalAsync(id, query.ToSearch(), query.After, JournalQuery.PageSize, cancellationToken));
        return new JournalModel(
            query,
            [.. entries.Select(entry => JournalLine.Of(entry, showsPayloads))],
            entries.Count == JournalQuery.PageSize ? (query with { After = entries[^1].Sequence }).ToAddress(id) : null,
            query.After is null ? null : (query with { After = null }).ToAddress(id));
    }

    private async Task<IReadOnlyList<JournalLine>> AttemptsAsync(Guid id, bool showsPayloads, CancellationToken cancellationToken)
    {
        var search = new WorkflowJournalSearch { Kinds = ["StepFailed", "StepLost", "WorkflowFaulted"], LatestFirst = true };
        var entries = await reads.InstancesAsync(instances => instances.SearchJournalAsync(id, search, null, AttemptEntries, cancellationToken));
        return [.. entries.Select(entry => JournalLine.Of(entry, showsPayloads))];
    }
}
