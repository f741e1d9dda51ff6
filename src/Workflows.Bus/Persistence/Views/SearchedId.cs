using System.Diagnostics.CodeAnalysis;

namespace Workflows.Persistence.Views;

/// <summary>The instances that a text may name: by a whole id, by its beginning, or by beginning and end around an ellipsis, as lists show it.</summary>
internal sealed class SearchedId
{
    /// <summary>Fewer are no id, but a number or a word.</summary>
    private const int LeastDigits = 8;

    private const int Digits = 32;

    private SearchedId(string beginning, string ending)
    {
        (First, Last) = (Guid.ParseExact(beginning.PadRight(Digits, '0'), "N"), Guid.ParseExact(beginning.PadRight(Digits, 'f'), "N"));
        (Beginning, Ending) = (beginning, ending);
    }

    /// <summary>The least id that begins so.</summary>
    public Guid First { get; }

    /// <summary>The greatest.</summary>
    public Guid Last { get; }

    /// <summary>How it ends, in the digits of an id; empty: in any way.</summary>
    public string Ending { get; }

    private string Beginning { get; }

    /// <returns>Null: the text cannot be one.</returns>
    public static SearchedId? Of(string? text)
    {
        if (Guid.TryParse(text, out var id))
            return new SearchedId($"{id:N}", "");

        var parts = (text ?? "").Trim().Split('…');
        return parts.Length <= 2 && TryRead(parts[0], out var beginning) && beginning.Length >= LeastDigits && TryRead(parts.Length == 2 ? parts[1] : "", out var ending)
            && beginning.Length + ending.Length <= Digits
            ? new SearchedId(beginning, ending)
            : null;
    }

    public bool Fits(Guid id)
    {
        var digits = $"{id:N}";
        return digits.StartsWith(Beginning, StringComparison.Ordinal) && digits.EndsWith(Ending, StringComparison.Ordinal);
    }

    private static bool TryRead(string text, [NotNullWhen(true)] out string? digits)
    {
        digits = text.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
        return digits.All(char.IsAsciiHexDigit);
    }
}
