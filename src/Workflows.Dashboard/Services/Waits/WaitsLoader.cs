using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>Reads what is waited for.</summary>
internal sealed class WaitsLoader(Reads reads, Sections sections, DefinitionCatalog definitions, UnmatchedLoader unmatched, TimeProvider time)
{
    private const int PageSize = 50;

    public async Task<WaitsModel> LoadAsync(string? queryString, Viewer viewer, CancellationToken cancellationToken)
    {
        var query = PageQuery.Parse(queryString);
        var now = time.GetUtcNow();
        var known = await definitions.DefinitionsAsync(cancellationToken);
        var model = new WaitsModel
        {
            At = now,
            Kind = query.Word<WaitsKind>("kind") ?? WaitsKind.Event,
            Workflow = query.Text("workflow"),
            EventType = query.Text("event"),
            After = query.Text("after"),
            Workflows = await definitions.NamesAsync(cancellationToken),
            EventTypes = [.. known.SelectMany(definition => definition.Nodes).SelectMany(node => node.EventTypes).Distinct().Order(StringComparer.Ordinal)],
            Faults = query.AllFaults(),
        };
        return model.Kind switch
        {
            WaitsKind.Timer => model with { Timers = await sections.ReadAsync("timers", cancel => TimersAsync(model, cancel), cancellationToken) },
            WaitsKind.Unmatched => model with { Unmatched = await sections.ReadAsync("unmatched events", cancel => unmatched.LoadAsync(model.After, viewer, cancel), cancellationToken) },
            _ => model with { Waits = await sections.ReadAsync("waits", cancel => WaitsAsync(model, cancel), cancellationToken) },
        };
    }

    private Task<WorkflowPage<WorkflowWait>> WaitsAsync(WaitsModel model, CancellationToken cancellationToken)
    {
        var filter = new WorkflowWaitFilter { Workflow = model.Workflow, EventType = model.EventType };
        return reads.InsightsAsync(insights => insights.ListWaitsAsync(filter, model.After, PageSize, cancellationToken));
    }

    private async Task<TimersPage> TimersAsync(WaitsModel model, CancellationToken cancellationToken)
    {
        var filter = new WorkflowTimerFilter { Workflow = model.Workflow };
        var page = await reads.InsightsAsync(insights => insights.ListTimersAsync(filter, model.After, PageSize, cancellationToken));
        return new TimersPage([.. page.Items.Select(timer => Line(timer, model.At))], page.Next);
    }

    private static TimerLine Line(WorkflowTimer timer, DateTimeOffset now) =>
        new(timer, TimerEffect.Of(timer), timer.DueAt < now - Whereabouts.Patience && timer.Status is not WorkflowStatus.Paused);
}
