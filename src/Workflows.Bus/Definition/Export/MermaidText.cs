using System.Text;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Definition.Export;

/// <summary>Writes a graph as a Mermaid flowchart.</summary>
internal static class MermaidText
{
    public static string Of(WorkflowDefinitionView definition)
    {
        var names = new GraphNames(definition);
        var text = new StringBuilder("flowchart TD\n");
        foreach (var node in definition.Nodes)
            text.Append($"    {names.Of(node)}{Shape(node)}\n");

        foreach (var edge in definition.Edges)
        {
            if (names.Of(edge) is var (from, to))
                text.Append($"    {from} -->{(edge.Label is null ? "" : $"|\"{Escape(edge.Label)}\"|")} {to}\n");
        }

        return text.ToString();
    }

    private static string Shape(WorkflowNodeView node)
    {
        var label = Escape(node.Label is null ? node.Name : $"{node.Name}\n{node.Label}");
        var (before, after) = NodeKinds.Of(node).Mermaid;
        return $"{before}\"{label}\"{after}";
    }

    /// <summary>What Mermaid or HTML would read as markup, an entity, a directive or the end of the text becomes a character reference.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            if (rune.Value == '\n')
                escaped.Append("<br/>");
            else if (Rune.IsControl(rune))
                escaped.Append(' ');
            else if (rune.Value is '"' or '#' or '<' or '>' or '&' or '`' or ';' or '%' or '\\')
                escaped.Append($"#{rune.Value};");
            else
                escaped.Append(rune);
        }

        return escaped.ToString();
    }
}
