using System.Security.Cryptography;
using System.Text;

namespace Workflows.Definition.Export;

/// <summary>A short text that differs where instances would stand or listen otherwise.</summary>
internal static class DefinitionMark
{
    public static string Of(WorkflowPlan plan)
    {
        var view = DefinitionViewOf.Plan(plan, "");
        var nodes = view.Nodes.Select(node => $"{node.Name}\n{node.Kind}\n{string.Join('\n', node.Correlations.Select(known => $"{known.EventType} {CorrelationText.Plain(known.By)}").Order(StringComparer.Ordinal))}");
        var edges = view.Edges.Select(edge => $"{edge.From}\n{edge.To}\n{edge.Label}").Order(StringComparer.Ordinal);
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join("\n\n", nodes.Concat(edges)))))[..16];
    }
}
