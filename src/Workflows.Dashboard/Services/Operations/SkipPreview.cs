using Workflows.Contracts;
using Workflows.Dashboard.Services.Nodes;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Says what a skip leaves out, and where the instance goes on.</summary>
internal static class SkipPreview
{
    /// <returns>A sentence each; empty: the definition does not know the node.</returns>
    public static IReadOnlyList<string> Of(WorkflowDefinitionView definition, string node) =>
        definition.Nodes.FirstOrDefault(known => known.Name == node) is { } found ? NodeTexts.Of(found).Skip(new NodeExits(definition, node)) : [];
}
