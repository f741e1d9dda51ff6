using Workflows.Contracts;
using Workflows.Definition.Export;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>The definitions of this process as others see them.</summary>
internal sealed class RegisteredDefinitions(WorkflowRegistry registry, WorkflowEndpoints endpoints, EngineJson json, FormerWaits waits, ChangedDefinitions changes)
{
    public IReadOnlyCollection<WorkflowDefinitionView> Views() =>
        [.. registry.Plans.Select(plan => DefinitionViewOf.Plan(plan, endpoints.InstancesOf(plan.WorkflowType)))];

    /// <summary>Events for waits that they had before are routed as well from here on.</summary>
    public void LearnFormer(IEnumerable<WorkflowDefinitionView> definitions) => waits.Learn(definitions);

    /// <summary>Instances of those that changed are seen to from here on.</summary>
    public void LearnChanged(IEnumerable<WorkflowDefinitionView> definitions) => changes.Learn(definitions);

    public IReadOnlyCollection<DefinitionShapes> Shapes() =>
        [.. registry.Plans.Select(plan => new DefinitionShapes(plan.Name, plan.Version, ShapesOf.Plan(plan, json.States.Options, json.Events.Options)))];
}
