using Workflows.Contracts;
using Workflows.Dashboard.Access;
using Workflows.Dashboard.Services.Reading;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

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
            Text = OperationTexts.Of(kind),
            About = OperationRules.About(kind, details),
            WhyNot = viewer.WhyNotOperate ?? OperationRules.WhyNot(kind, details),
            Places = kind.Parameters.Contains(OperationKinds.Place) ? OperationRules.StuckPlaces(details) : [],
        };
        var full = await PreviewedAsync(model, details, query, cancellationToken);
        return full with { Faults = query.AllFaults() };
    }

    /// <summary>With what the page of an operation shows or offers of its own.</summary>
    private async Task<OperationModel> PreviewedAsync(OperationModel model, WorkflowDetails details, PageQuery query, CancellationToken cancellationToken)
    {
        if (model.Kind == OperationKinds.Rewind)
            return await WithNodesAsync(model, query.Text("node", "step"), query, cancellationToken);

        if (model.Kind == OperationKinds.SendEvent)
            return await WithEventsAsync(model, details, query, cancellationToken);

        if (model.Kind == OperationKinds.Skip)
            return await WithStuckAsync(model, details, SkipPreview.Of, cancellationToken);

        return model.Kind == OperationKinds.Retry ? await WithStuckAsync(model, details, RetryPreview.Of, cancellationToken) : model;
    }

    private async Task<OperationModel> WithNodesAsync(OperationModel model, string? node, PageQuery query, CancellationToken cancellationToken)
    {
        var line = model.Instance;
        var found = await definitions.FindAsync(line.Workflow, line.Version, cancellationToken);
        var passed = await sections.ReadAsync("passed nodes", cancel => reads.InstancesAsync(instances => instances.ListPassedNodesAsync(line.InstanceId, cancel)), cancellationToken);
        var nodes = RewindPreview.Nodes(found.Value, passed.Value ?? []);
        var with = model with { Nodes = nodes, DefinitionError = found.Error ?? passed.Error };
        if (node is not null && !nodes.Contains(node))
            query.Faults.Add($"'node' was left out: a rewind goes back only to what the instance has passed, and it has not passed '{Shown.Line(node, 100)}' on its way to where it stands.");

        if (found.Value is not { } definition || node is null || !nodes.Contains(node))
            return with;

        var search = new WorkflowJournalSearch { Kinds = RewindPreview.Kinds };
        var happened = await sections.ReadAsync("completed steps", cancel => reads.InstancesAsync(instances => instances.SearchJournalAsync(line.InstanceId, search, null, 1_000, cancel)), cancellationToken);
        return with with { Node = node, Repeated = RewindPreview.Repeated(definition, node, happened.Value ?? []) };
    }

    /// <summary>What a skip leaves out, and what a retry repeats, depends on what kind of node it is.</summary>
    private async Task<OperationModel> WithStuckAsync(OperationModel model, WorkflowDetails details, Func<WorkflowDefinitionView, string, IReadOnlyList<string>> say, CancellationToken cancellationToken)
    {
        var definition = await definitions.FindAsync(model.Instance.Workflow, model.Instance.Version, cancellationToken);
        return OperationRules.StuckAt(details) is { } node && definition.Value is { } known && say(known, node) is { Count: > 0 } sentences
            ? model with { Consequences = sentences, DefinitionError = definition.Error }
            : model with { DefinitionError = definition.Error };
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
        var fields = ShapeForm.Fields(schema);
        return model with { EventTypes = types, EventType = type, DefinitionError = definition.Error, Fields = fields, Given = type is null ? new Dictionary<string, string>() : EventKey.Given(fields, type, details) };
    }
}
