namespace Workflows.Persistence.Memory;

/// <summary>Whether a text is the one that is wanted, or begins as one that ends in an asterisk.</summary>
internal static class MemoryPattern
{
    public static bool Fits(string? wanted, string? text) => wanted switch
    {
        null => true,
        [.. var beginning, '*'] => text?.StartsWith(beginning, StringComparison.Ordinal) == true,
        _ => wanted == text,
    };
}
