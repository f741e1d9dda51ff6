namespace Workflows.Compilation;

/// <summary>Names of nodes in a sentence.</summary>
internal static class NodeNames
{
    private const int Most = 10;

    public static string Of(IReadOnlyCollection<string> names) =>
        string.Join(", ", names.Take(Most).Select(name => $"'{name}'")) + (names.Count > Most ? $" and {names.Count - Most} more" : "");
}
