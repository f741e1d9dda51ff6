namespace Workflows.Definition;

/// <summary>What a header may be that is stored with an instance or a message of it.</summary>
internal static class HeaderText
{
    public const int MaxName = 100;
    public const int MaxValue = 2_000;

    /// <summary>How the names of headers begin that MassTransit uses itself.</summary>
    public const string Reserved = "MT-";

    /// <returns>What is wrong with it; null: nothing.</returns>
    public static string? ProblemOf(string? name, string? value = null)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxName || name.Any(char.IsControl) || !IsWhole(name))
            return $"The name of a header must have 1 to {MaxName} printable characters, but it is '{name}'.";

        if (name.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase))
            return $"Names of headers that begin with {Reserved} belong to the bus, but one is '{name}'. Choose another name.";

        if (value is not null && (value.Length > MaxValue || value.Contains('\0', StringComparison.Ordinal) || !IsWhole(value)))
            return $"The value of header '{name}' must be text of up to {MaxValue} characters, without null characters or half surrogate pairs, but it is not ({value.Length} characters).";

        return null;
    }

    private static bool IsWhole(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[++i]))
                return false;
        }

        return true;
    }
}
