using Workflows.Contracts;
using Workflows.Definition.Export;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>The definitions of this process as others see them.</summary>
internal sealed class RegisteredDefinitions(WorkflowRegistry registry, WorkflowEndpoints endpoints)
{
    public IReadOnlyCollection<WorkflowDefinitionView> Views() =>
        [.. registry.Plans.Select(plan => DefinitionViewOf.Plan(plan, endpoints.InstancesOf(plan.WorkflowType)))];
}
