using Workflows.Contracts;
using Workflows.Dashboard.Services.Instances;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>Reads what is waited for.</summary>
internal sealed class WaitsLoader(Reads reads, Sections sections, DefinitionCatalog definitions, TimeProvider time)
{
    private const int PageSize = 50;

    public async Task<WaitsModel> LoadAsync(string? queryString, CancellationToken cancellationToken)
    {
        var query = PageQuery.Parse(queryString);
        var now = time.GetUtcNow();
        var known = await definitions.DefinitionsAsync(cancellationToken);
        var model = new WaitsModel
        {
            At = now,
            ShowsTimers = query.Text("kind") == "timer",
            Workflow = query.Text("workflow"),
            EventType = query.Text("event"),
            After = query.Text("after"),
            Workflows = await definitions.NamesAsync(cancellationToken),
            EventTypes = [.. known.SelectMany(definition => definition.Nodes).SelectMany(node => node.EventTypes).Distinct().Order(StringComparer.Ordinal)],
            Faults = query.Faults,
        };
        return model.ShowsTimers
            ? model with { Timers = await sections.ReadAsync("timers", cancel => TimersAsync(model, known, cancel), cancellationToken) }
            : model with { Waits = await sections.ReadAsync("waits", cancel => WaitsAsync(model, cancel), cancellationToken) };
    }

    private Task<WorkflowPage<WorkflowWait>> WaitsAsync(WaitsModel model, CancellationToken cancellationToken)
    {
        var filter = new WorkflowWaitFilter { Workflow = model.Workflow, EventType = model.EventType };
        return reads.InsightsAsync(insights => insights.ListWaitsAsync(filter, model.After, PageSize, cancellationToken));
    }

    private async Task<TimersPage> TimersAsync(WaitsModel model, IReadOnlyList<WorkflowDefinitionView> known, CancellationToken cancellationToken)
    {
        var filter = new WorkflowTimerFilter { Workflow = model.Workflow };
        var page = await reads.InsightsAsync(insights => insights.ListTimersAsync(filter, model.After, PageSize, cancellationToken));
        return new TimersPage([.. page.Items.Select(timer => Line(timer, known, model.At))], page.Next);
    }

    private static TimerLine Line(WorkflowTimer timer, IReadOnlyList<WorkflowDefinitionView> known, DateTimeOffset now)
    {
        var definition = known.FirstOrDefault(definition => definition.Name == timer.Workflow && definition.Version == timer.Version);
        return new TimerLine(timer, TimerEffect.Of(timer, definition), timer.DueAt < now - Whereabouts.Patience && timer.Status is not WorkflowStatus.Paused);
    }
}
