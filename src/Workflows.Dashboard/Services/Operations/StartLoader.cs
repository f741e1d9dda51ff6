using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Reads what the form for a start needs.</summary>
internal sealed class StartLoader(Reads reads, Sections sections, DefinitionCatalog definitions)
{
    public async Task<StartModel> LoadAsync(PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        var read = await definitions.ReadAsync(cancellationToken);
        var known = read.Value ?? [];
        var names = await definitions.NamesAsync(cancellationToken);
        var workflow = query.Text("workflow") is { } chosen && names.Contains(chosen) ? chosen : null;
        if (workflow is null)
            return new StartModel(names, null, null, [], false, viewer.WhyNotOperate, read.Error, Faults(query));

        var version = known.Where(definition => definition.Name == workflow).Max(definition => definition.Version);
        var shapes = await sections.ReadAsync("shape of a state", cancel => reads.InsightsAsync(insights => insights.GetShapesAsync(workflow, version, cancel)), cancellationToken);
        var fields = ShapeForm.Fields(shapes.Value?.State.Schema);
        return new StartModel(names, workflow, version, query.Flag("json") ? [] : fields, fields.Count > 0, viewer.WhyNotOperate, Faults: Faults(query));
    }

    private static IReadOnlyList<string> Faults(PageQuery query)
    {
        _ = query.Flag("json");
        return query.AllFaults();
    }
}
