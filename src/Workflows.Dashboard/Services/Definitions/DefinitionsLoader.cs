using System.Globalization;
using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Nodes;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Definitions;

/// <summary>Reads workflows and one version of one of them.</summary>
internal sealed class DefinitionsLoader(Reads reads, Sections sections, DefinitionCatalog catalog, TimeProvider time)
{
    public async Task<DefinitionsModel> ListAsync(string? queryString, CancellationToken cancellationToken)
    {
        var known = await catalog.ReadAsync(cancellationToken);
        return new DefinitionsModel(time.GetUtcNow(), known.Value is { } definitions
            ? await sections.ReadAsync("open instances", async cancel => DefinitionLine.Of(definitions, await OpenAsync(cancel)), cancellationToken)
            : new Section<IReadOnlyList<DefinitionLine>>(null, known.Error), PageQuery.Parse(queryString).AllFaults());
    }

    /// <returns>Null: nothing has that name.</returns>
    /// <exception cref="InvalidOperationException">The definitions could not be read: whether there is such a one is not known.</exception>
    public async Task<DefinitionModel?> LoadAsync(string name, string? queryString, Viewer viewer, CancellationToken cancellationToken)
    {
        var query = PageQuery.Parse(queryString);
        var known = await catalog.ReadAsync(cancellationToken);
        var definitions = known.Value ?? throw new InvalidOperationException($"The page of {name} is made of the definitions, but they could not be read: {known.Error}");
        var open = await sections.ReadAsync("open instances", OpenAsync, cancellationToken);
        var versions = VersionLine.Of(name, definitions, open.Value ?? []);
        var version = query.Number("version") ?? (versions.FirstOrDefault(line => line.IsRegistered) ?? (versions.Count > 0 ? versions[0] : null))?.Version;
        if (version is null || versions.All(line => line.Version != version))
            return null;

        var definition = definitions.FirstOrDefault(one => one.Name == name && one.Version == version);
        var counts = await sections.ReadAsync("instances at nodes", cancel => reads.InsightsAsync(insights => insights.CountByNodeAsync(name, version.Value, cancel)), cancellationToken);
        var other = query.Number("compare");
        var compared = definitions.FirstOrDefault(one => one.Name == name && one.Version == other);
        return new DefinitionModel
        {
            At = time.GetUtcNow(),
            Name = name,
            Version = version.Value,
            Versions = versions,
            Definition = definition,
            Graph = definition is null ? null : Graph(definition, counts.Value ?? []),
            Counts = counts.Value,
            ComparedWith = compared?.Version,
            Changes = compared is null || definition is null ? [] : NodeChange.Between(compared, definition),
            Faults = query.AllFaults(),
            WhyNotOperate = viewer.WhyNotOperate,
        };
    }

    private Task<IReadOnlyList<WorkflowOpenCount>> OpenAsync(CancellationToken cancellationToken) =>
        reads.InsightsAsync(insights => insights.CountOpenAsync(cancellationToken));

    private static GraphModel Graph(WorkflowDefinitionView definition, IReadOnlyList<WorkflowNodeCount> counts)
    {
        var byNode = counts.ToLookup(count => count.Node, StringComparer.Ordinal);
        return GraphBuilder.Build(definition, node => Node(definition, node, [.. byNode[node.Name]]), _ => false);
    }

    private static GraphNode Node(WorkflowDefinitionView definition, WorkflowNodeView node, WorkflowNodeCount[] counts)
    {
        var kind = NodeKinds.Of(node);
        var total = counts.Sum(count => count.Count);
        var faulted = counts.Where(count => count.Status == WorkflowStatus.Faulted).Sum(count => count.Count);
        return new GraphNode
        {
            Name = node.Name,
            Kind = kind,
            IsHere = total > 0,
            Tone = total == 0 ? NodeTone.Idle : faulted > 0 ? NodeTone.Bad : kind.Waits ? NodeTone.Wait : NodeTone.Run,
            Note = total == 0 ? NodeTexts.Of(node).Idle(node) : faulted == 0 ? $"{Numbers.Of(total)} here" : $"{Numbers.Of(total)} here · {Numbers.Of(faulted)} faulted",
            Address = total == 0 ? null : Address.With("instances", ("workflow", definition.Name), ("version", definition.Version.ToString(CultureInfo.InvariantCulture)), ("step", node.Name)),
        };
    }
}
