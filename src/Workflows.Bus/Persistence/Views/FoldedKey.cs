namespace Workflows.Persistence.Views;

/// <summary>A key in the form that search compares when the case of letters does not matter.</summary>
internal static class FoldedKey
{
    public static string? Of(string? key) => key?.ToLowerInvariant();
}
