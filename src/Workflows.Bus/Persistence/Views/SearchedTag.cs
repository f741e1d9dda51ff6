namespace Workflows.Persistence.Views;

/// <summary>The tags that a text may name: by a value, or by name and value.</summary>
internal static class SearchedTag
{
    public static bool Fits(string text, IReadOnlyDictionary<string, string> tags)
    {
        var value = text.Trim();
        return tags.Values.Contains(value, StringComparer.Ordinal) || (Pair(value) is var (name, named) && tags.GetValueOrDefault(name) == named);
    }

    /// <returns>Tags of which an instance must carry one.</returns>
    /// <param name="text">The text.</param>
    /// <param name="names">Names that tags may have.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> Of(string text, IReadOnlyList<string> names)
    {
        var value = text.Trim();
        IEnumerable<KeyValuePair<string, string>> tags = names.Select(name => KeyValuePair.Create(name, value));
        return Pair(value) is var (pairName, pairValue) ? [.. tags, KeyValuePair.Create(pairName, pairValue)] : [.. tags];
    }

    private static (string Name, string Value)? Pair(string text) =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (text[..at].Trim(), text[(at + 1)..].Trim()) : null;
}
