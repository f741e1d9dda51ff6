using System.Globalization;

namespace Workflows.Contracts;

/// <summary>One name of a place with its index, as text.</summary>
internal static class PlaceSegment
{
    public static string Of(string node, int? index)
    {
        var name = node.AsSpan().ContainsAny('~', '/', '[')
            ? node.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal).Replace("[", "~2", StringComparison.Ordinal)
            : node;
        return index is null ? name : string.Create(CultureInfo.InvariantCulture, $"{name}[{index}]");
    }

    public static string NameOf(ReadOnlySpan<char> segment)
    {
        var end = segment.IndexOf('[');
        var name = (end < 0 ? segment : segment[..end]).ToString();
        return name.Contains('~', StringComparison.Ordinal)
            ? name.Replace("~2", "[", StringComparison.Ordinal).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal)
            : name;
    }

    public static int? IndexOf(ReadOnlySpan<char> segment) =>
        segment.IndexOf('[') is >= 0 and var at ? int.Parse(segment[(at + 1)..^1], NumberStyles.None, CultureInfo.InvariantCulture) : null;

    public static bool IsPlace(ReadOnlySpan<char> text, int maxDepth)
    {
        if (text.IsEmpty)
            return true;

        var depth = 0;
        foreach (var range in text.Split('/'))
        {
            if (++depth > maxDepth || !IsSegment(text[range]))
                return false;
        }

        return true;
    }

    private static bool IsSegment(ReadOnlySpan<char> segment)
    {
        var at = segment.IndexOf('[');
        var name = at < 0 ? segment : segment[..at];
        return !name.IsEmpty && IsEscaped(name) && (at < 0 || (segment[^1] == ']' && IsIndex(segment[(at + 1)..^1])));
    }

    private static bool IsEscaped(ReadOnlySpan<char> name)
    {
        for (var at = name.IndexOf('~'); at >= 0; at = name.IndexOf('~'))
        {
            if (at + 1 >= name.Length || name[at + 1] is not ('0' or '1' or '2'))
                return false;

            name = name[(at + 2)..];
        }

        return true;
    }

    /// <summary>One text for one number: no sign, no zeros in front.</summary>
    private static bool IsIndex(ReadOnlySpan<char> digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _) && (digits is "0" || digits[0] != '0');
}
