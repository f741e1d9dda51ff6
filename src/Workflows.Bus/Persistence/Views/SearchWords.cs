namespace Workflows.Persistence.Views;

/// <summary>The words of what a person searches for.</summary>
internal static class SearchWords
{
    /// <returns>Each once; none where there is nothing to search for.</returns>
    public static IReadOnlyList<string> Of(string? text) =>
        text is null ? [] : [.. text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];
}
