using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Reads what a person must know before an operation.</summary>
internal sealed class OperationLoader(Reads reads, Sections sections, DefinitionCatalog definitions, TimeProvider time)
{
    /// <returns>Null: there is no such instance.</returns>
    public async Task<OperationModel?> LoadAsync(Guid id, OperationKind kind, PageQuery query, Viewer viewer, CancellationToken cancellationToken)
    {
        if (await reads.ClientAsync(client => client.GetAsync(id, cancellationToken)) is not { } details)
            return null;

        var now = time.GetUtcNow();
        var model = new OperationModel
        {
            At = now,
            Kind = kind,
            Instance = details.Summary,
            Title = Consequences.Title(kind, details.Summary),
            Consequences = Consequences.Of(kind, details, now),
            IsFinal = kind == OperationKind.Cancel,
            NeedsReason = kind is OperationKind.Cancel or OperationKind.Skip or OperationKind.Rewind,
            About = OperationRules.About(kind, details),
            WhyNot = viewer.WhyNotOperate ?? OperationRules.WhyNot(kind, details),
        };
        return kind switch
        {
            OperationKind.Rewind => await WithNodesAsync(model, query.Text("node"), cancellationToken),
            OperationKind.SendEvent => await WithEventsAsync(model, details, query, cancellationToken),
            _ => model,
        };
    }

    private async Task<OperationModel> WithNodesAsync(OperationModel model, string? node, CancellationToken cancellationToken)
    {
        var line = model.Instance;
        var found = await definitions.FindAsync(line.Workflow, line.Version, cancellationToken);
        var nodes = RewindPreview.Nodes(found.Value);
        if (found.Value is not { } definition || node is null || !nodes.Contains(node))
            return model with { Nodes = nodes, DefinitionError = found.Error };

        var search = new WorkflowJournalSearch { Kinds = ["StepCompleted"] };
        var completions = await sections.ReadAsync("completed steps", cancel => reads.InstancesAsync(instances => instances.SearchJournalAsync(line.InstanceId, search, null, 1_000, cancel)), cancellationToken);
        return model with { Nodes = nodes, Node = node, Repeated = RewindPreview.Repeated(definition, node, completions.Value ?? []) };
    }

    private async Task<OperationModel> WithEventsAsync(OperationModel model, WorkflowDetails details, PageQuery query, CancellationToken cancellationToken)
    {
        var line = model.Instance;
        var definition = await definitions.FindAsync(line.Workflow, line.Version, cancellationToken);
        var shapes = await sections.ReadAsync("shapes of events", cancel => reads.InsightsAsync(insights => insights.GetShapesAsync(line.Workflow, line.Version, cancel)), cancellationToken);
        var types = details.Subscriptions.Select(subscription => subscription.EventType)
            .Concat(line.WaitingFor)
            .Concat(definition.Value?.Nodes.SelectMany(node => node.EventTypes) ?? [])
            .Distinct(StringComparer.Ordinal)
            .ToList();
        var type = query.Text("event") is { } chosen && types.Contains(chosen) ? chosen : types.Count > 0 ? types[0] : null;
        var schema = query.Flag("json") ? null : shapes.Value?.Events.FirstOrDefault(shape => shape.Type == type)?.Schema;
        return model with { EventTypes = types, EventType = type, DefinitionError = definition.Error, Fields = ShapeForm.Fields(schema) };
    }
}
