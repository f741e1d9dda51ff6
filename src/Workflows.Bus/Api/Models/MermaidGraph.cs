using System.Text;
using Workflows.Contracts;

namespace Workflows.Api.Models;

/// <summary>The graph of a definition as a Mermaid flowchart.</summary>
internal static class MermaidGraph
{
    public static string Of(WorkflowDefinitionView definition)
    {
        var text = new StringBuilder("flowchart TD\n");
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in definition.Nodes)
            text.Append($"    n{numbers[node.Name] = numbers.Count}{Shape(node)}\n");

        foreach (var edge in definition.Edges.Where(edge => numbers.ContainsKey(edge.From) && numbers.ContainsKey(edge.To)))
            text.Append($"    n{numbers[edge.From]} -->{(edge.Label is null ? "" : $"|\"{Escape(edge.Label)}\"|")} n{numbers[edge.To]}\n");

        return text.ToString();
    }

    private static string Shape(WorkflowNodeView node)
    {
        var label = Escape(node.Label is null ? node.Name : $"{node.Name}\n{node.Label}");
        return node.Kind switch
        {
            "Start" or "End" or "Finish" or "Fail" => $"([\"{label}\"])",
            "Decision" => $"{{\"{label}\"}}",
            "Wait" => $"{{{{\"{label}\"}}}}",
            "Sleep" => $"(\"{label}\")",
            _ => $"[\"{label}\"]",
        };
    }

    /// <summary>Labels are text of users: what Mermaid or HTML would read as markup becomes character references.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\n')
                escaped.Append("<br/>");
            else if (rune.Value is '"' or '#' or '<' or '>' or '&' or '`' or ';' || Rune.IsControl(rune))
                escaped.Append($"#{rune.Value};");
            else
                escaped.Append(rune);
        }

        return escaped.ToString();
    }
}
