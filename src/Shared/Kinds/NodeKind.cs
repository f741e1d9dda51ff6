using Workflows.Contracts;

namespace Workflows.Kinds;

/// <summary>A row of the table of node kinds: what one is called and how it is drawn. What has a default is drawn like a kind that only a newer release knows.</summary>
internal sealed record NodeKind
{
    /// <summary>Stands in definitions that are stored and in answers of the API. It never changes.</summary>
    public required string Name { get; init; }

    /// <summary>What stands around its label in Mermaid. Default: a box.</summary>
    public (string Before, string After) Mermaid { get; init; } = ("[", "]");

    /// <summary>Its attributes in DOT. Default: a box.</summary>
    public string Dot { get; init; } = "shape=box";

    /// <summary>Its outline on a page.</summary>
    public NodeOutline Outline { get; init; } = NodeOutline.Box;

    /// <summary>Its sign on a page where nothing happened at it.</summary>
    public string Glyph { get; init; } = "end";

    /// <summary>Its class on a page.</summary>
    public string Css => $"k-{Name.ToLowerInvariant()}";

    /// <summary>Stands in no definition: graphs alone have it.</summary>
    public bool IsOnlyDrawn { get; init; }

    /// <summary>Instances rest at it until a time or an event.</summary>
    public bool Waits { get; init; }

    /// <summary>What an instance ends as that comes to it; null: it is no end.</summary>
    public WorkflowStatus? EndsAs { get; init; }
}

/// <summary>Outline of a node on a page.</summary>
internal enum NodeOutline
{
    /// <summary>Corners a little round.</summary>
    Box,

    /// <summary>Corners nearly sharp.</summary>
    Sharp,

    /// <summary>Ends as half circles.</summary>
    Pill,
}
