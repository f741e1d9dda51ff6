using Workflows.Contracts;
using Workflows.Dashboard.Services.Operations;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Bulk;

/// <summary>Reads which events many instances can be sent, and what the chosen one looks like.</summary>
internal sealed class BulkEventLoader(Reads reads, Sections sections, DefinitionCatalog definitions)
{
    /// <param name="draft">The draft.</param>
    /// <param name="workflows">The workflows that its instances belong to.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task<BulkEventForm> LoadAsync(BulkDraft draft, IReadOnlyCollection<string> workflows, CancellationToken cancellationToken)
    {
        var read = await definitions.ReadAsync(cancellationToken);
        var known = (read.Value ?? [])
            .Where(definition => workflows.Contains(definition.Name) && (draft.Query.Version is null || draft.Query.Version == definition.Version))
            .ToList();
        var types = known.SelectMany(EventTypes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (draft.EventType is not { } type || !types.Contains(type))
            return new BulkEventForm(types, null, [], read.Error);

        var latest = known.Where(definition => EventTypes(definition).Contains(type)).MaxBy(definition => definition.Version)!;
        return new BulkEventForm(types, type, draft.AsJson ? [] : ShapeForm.Fields(await SchemaAsync(latest, type, cancellationToken)));
    }

    private static IEnumerable<string> EventTypes(WorkflowDefinitionView definition) => definition.Nodes.SelectMany(node => node.EventTypes);

    private async Task<string?> SchemaAsync(WorkflowDefinitionView definition, string type, CancellationToken cancellationToken)
    {
        var shapes = await sections.ReadAsync(
            "shapes of events", cancel => reads.InsightsAsync(insights => insights.GetShapesAsync(definition.Name, definition.Version, cancel)), cancellationToken);
        return shapes.Value?.Events.FirstOrDefault(shape => shape.Type == type)?.Schema;
    }
}
