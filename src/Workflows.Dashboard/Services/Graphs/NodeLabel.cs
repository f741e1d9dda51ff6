using System.Globalization;
using System.Text.RegularExpressions;
using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Graphs;

/// <summary>What a node says of itself, with lengths of time as people write them.</summary>
internal static partial class NodeLabel
{
    public static string? Of(WorkflowNodeView node) => node.Label is { Length: < 1_000 } label
        ? Span.Replace(label, match => TimeSpan.TryParseExact(match.Value, "c", CultureInfo.InvariantCulture, out var length) ? Ages.Of(length) : match.Value)
        : node.Label;

    [GeneratedRegex(@"(?<![\w.:])(\d+\.)?\d{2}:\d{2}:\d{2}(\.\d{7})?(?![\w:])", RegexOptions.CultureInvariant, 1_000)]
    private static partial Regex Span { get; }
}
