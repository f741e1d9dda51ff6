using System.Globalization;
using Workflows.Contracts;
using Workflows.Dashboard.Services.Reading;

namespace Workflows.Dashboard.Services.Journal;

/// <summary>What the address of a journal asks for.</summary>
internal sealed record JournalQuery
{
    public const int PageSize = 100;

    public IReadOnlyList<string> Kinds { get; init; } = [];

    public string? Node { get; init; }

    public string? Text { get; init; }

    public bool LatestFirst { get; init; }

    public int? After { get; init; }

    public bool IsFiltered => Kinds.Count > 0 || Node is not null || Text is not null;

    /// <param name="query">The address.</param>
    /// <param name="showsPayloads">Whether the viewer may see payloads: text is looked for in them too, so that hits alone would tell what they hold.</param>
    public static JournalQuery Read(PageQuery query, bool showsPayloads)
    {
        var text = query.Text("q");
        if (text is not null && !showsPayloads)
            query.Faults.Add("'q' was left out: text is also looked for in payloads, and those are hidden from you.");

        return new JournalQuery
        {
            Kinds = [.. query.All("type").Take(20)],
            Node = query.Text("step", "node"),
            Text = showsPayloads ? text : null,
            LatestFirst = query.Text("sort") == "latest",
            After = query.Number("after"),
        };
    }

    public WorkflowJournalSearch ToSearch() => new() { Kinds = Kinds, Node = Node, Text = Text, LatestFirst = LatestFirst };

    public string ToAddress(Guid instanceId) => Address.With(Address.Instance(instanceId), Values());

    public IEnumerable<(string Name, string? Value)> Values()
    {
        yield return ("tab", "journal");
        foreach (var kind in Kinds)
            yield return ("type", kind);

        yield return ("step", Node);
        yield return ("q", Text);
        yield return ("sort", LatestFirst ? "latest" : null);
        yield return ("after", After?.ToString(CultureInfo.InvariantCulture));
    }
}
