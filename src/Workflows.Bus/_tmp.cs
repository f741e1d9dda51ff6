using Workflows.Contracts;

namespace Workflows.Definition;

internal static class DefinitionViewOf
{
    public static WorkflowDefinitionView Plan(WorkflowPlan p, string e) => new() { Name = p.Name, Version = p.Version, Endpoint = e, Nodes = [], Edges = [] };
}
