using Workflows.Contracts;
using Workflows.Dashboard.Services.Nodes;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Says what a retry repeats where it is no step that is tried again.</summary>
internal static class RetryPreview
{
    /// <returns>A sentence each; empty: it is a step, or the definition does not know the node.</returns>
    public static IReadOnlyList<string> Of(WorkflowDefinitionView definition, string node) =>
        definition.Nodes.FirstOrDefault(known => known.Name == node) is { } found ? NodeTexts.Of(found).Retry(Shown.Line(node, 100)) : [];
}
