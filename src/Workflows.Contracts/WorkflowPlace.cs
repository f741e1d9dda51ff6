using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>
/// A place in an instance, written <c>lines[3]/reserve</c>: the nodes whose scopes it lies in, each with the index of the scope, and the node itself. It is made of names
/// and indexes only, so it stays the same whatever else happens to the instance. Text and place tell each other: there is one text for a place. In a name that has one
/// of the characters <c>~ / [</c>, they are written <c>~0 ~1 ~2</c>.
/// </summary>
[JsonConverter(typeof(WorkflowPlaceConverter))]
public readonly record struct WorkflowPlace
{
    /// <summary>How many scopes may lie within each other, the node included.</summary>
    public const int MaxDepth = 16;

    private readonly string? _text;

    private WorkflowPlace(string text) => _text = text;

    /// <summary>The instance itself: what lies in no scope lies in it. Its text is empty.</summary>
    public static WorkflowPlace Root => default;

    /// <summary>Whether it is <see cref="Root"/>.</summary>
    public bool IsRoot => string.IsNullOrEmpty(_text);

    /// <summary>How many names it has: 0 for <see cref="Root"/>, 1 for a node in no scope.</summary>
    public int Depth => IsRoot ? 0 : _text.AsSpan().Count('/') + 1;

    /// <summary>What it lies in: <c>lines[3]</c> for <c>lines[3]/reserve</c>.</summary>
    public WorkflowPlace Parent => LastSeparator is > 0 and var at ? new WorkflowPlace(_text![..at]) : default;

    /// <summary>Name of the node, without its index; empty for <see cref="Root"/>.</summary>
    public string Name => PlaceSegment.NameOf(Last);

    /// <summary>Index of the scope of that node; null: the node itself.</summary>
    public int? Index => PlaceSegment.IndexOf(Last);

    private int LastSeparator => _text?.LastIndexOf('/') ?? -1;

    private ReadOnlySpan<char> Last => _text.AsSpan(LastSeparator + 1);

    /// <summary>The place of a node that lies in no scope.</summary>
    public static WorkflowPlace Of(string node) => Root.In(node);

    /// <summary>A node in this scope or, with an index, a scope of it.</summary>
    /// <param name="node">Name of the node.</param>
    /// <param name="index">Index of the scope, from 0; null: the node itself.</param>
    /// <exception cref="ArgumentException">No name, an index below 0, or scopes deeper than <see cref="MaxDepth"/>.</exception>
    public WorkflowPlace In(string node, int? index = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(node);
        ArgumentOutOfRangeException.ThrowIfLessThan(index ?? 0, 0, nameof(index));
        if (!IsRoot && Depth >= MaxDepth)
            throw new ArgumentException($"Expected scopes up to {MaxDepth} deep, but '{node}' would lie deeper, in '{_text}'.", nameof(node));

        var text = PlaceSegment.Of(node, index);
        return new WorkflowPlace(IsRoot ? text : $"{_text}/{text}");
    }

    /// <summary>Whether the other place is this one, or lies in it. A node without an index stands for all scopes of it.</summary>
    public bool Contains(WorkflowPlace other)
    {
        if (IsRoot || this == other)
            return true;

        var (text, others) = (_text!, other.ToString());
        return others.Length > text.Length && others.StartsWith(text, StringComparison.Ordinal) && (others[text.Length] == '/' || (others[text.Length] == '[' && Index is null));
    }

    /// <exception cref="FormatException">The text is not of a place.</exception>
    public static WorkflowPlace Parse(string text) =>
        TryParse(text, out var place) ? place : throw new FormatException($"Expected a place such as 'reserve' or 'lines[3]/reserve', but it is '{text}'.");

    /// <returns>Whether the text is that of a place. An empty text is that of <see cref="Root"/>.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out WorkflowPlace place)
    {
        place = default;
        if (text is null || !PlaceSegment.IsPlace(text, MaxDepth))
            return false;

        place = new WorkflowPlace(text);
        return true;
    }

    /// <summary>Another text with the same place is the same place.</summary>
    public bool Equals(WorkflowPlace other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    /// <summary>The text of the place.</summary>
    public override string ToString() => _text ?? "";
}
