using System.Text;
using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Definition.Export;

/// <summary>Writes a graph in the DOT language of Graphviz.</summary>
internal static class DotText
{
    public static string Of(WorkflowDefinitionView definition)
    {
        var names = new GraphNames(definition);
        var text = new StringBuilder($"digraph \"{Escape($"{definition.Name} v{definition.Version}")}\" {{\n    rankdir=TB;\n");
        foreach (var node in definition.Nodes)
            text.Append($"    {names.Of(node)} [{NodeKinds.Of(node).Dot}, label=\"{Escape(node.Label is null ? node.Name : $"{node.Name}\n{node.Label}")}\"];\n");

        foreach (var edge in definition.Edges)
        {
            if (names.Of(edge) is var (from, to))
                text.Append($"    {from} -> {to}{(edge.Label is null ? "" : $" [label=\"{Escape(edge.Label)}\"]")};\n");
        }

        return text.Append("}\n").ToString();
    }

    /// <summary>In a quoted text the backslash and the quote are marked, and the ampersand begins an entity.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '\n' => "\\n",
                '"' => "\\\"",
                '\\' => "\\\\",
                '&' => "&amp;",
                _ => Rune.IsControl(rune) ? " " : rune.ToString(),
            });
        }

        return escaped.ToString();
    }
}
