using System.Globalization;
using System.Text;

namespace Workflows.Dashboard.Services.Text;

/// <summary>Makes any text safe to look at: what has no shape or turns the line around gets a visible mark, and what is too long is cut. Encoding for HTML comes after it.</summary>
internal static class Shown
{
    public const int LineLength = 240;

    public const int BlockLength = 32_000;

    /// <summary>One line.</summary>
    public static string Line(string? text, int max = LineLength) => Show(text, max, keepsLines: false);

    /// <summary>Text with its lines and tabs.</summary>
    public static string Block(string? text, int max = BlockLength) => Show(text, max, keepsLines: true);

    /// <summary>The last part of a type's full name or of a message's URN, which is what people call it.</summary>
    public static string TypeName(string? fullName)
    {
        if (fullName is null)
            return "";

        var end = fullName.AsSpan().IndexOfAny('`', '[') is var tick and > 0 ? tick : fullName.Length;
        var start = fullName.LastIndexOfAny(['.', '+', ':'], end - 1) + 1;
        return Line(start > 0 && start < end ? fullName[start..end] : fullName, 100);
    }

    public static string Size(long characters) => characters switch
    {
        < 1_000 => $"{characters} characters",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{characters / 1_000d:0.#} thousand characters"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{characters / 1_000_000d:0.#} million characters"),
    };

    private static string Show(string? text, int max, bool keepsLines)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        var shown = new StringBuilder(Math.Min(text.Length, max) + 40);
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, max)).EnumerateRunes())
            Append(shown, rune, keepsLines);

        if (text.Length > max)
            shown.Append(keepsLines ? $"\n… ({Size(text.Length)} in all)" : "…");

        return shown.ToString();
    }

    private static void Append(StringBuilder shown, Rune rune, bool keepsLines)
    {
        if (rune.Value is '\n' or '\t' or '\r')
            shown.Append(keepsLines ? ((char)rune.Value).ToString() : rune.Value == '\r' ? "" : " ");
        else if (rune.Value < 0x20)
            shown.Append((char)(0x2400 + rune.Value));
        else if (IsUnseen(rune))
            shown.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
        else
            shown.Append(rune);
    }

    /// <summary>Controls, and the format characters that reorder or hide what stands around them. Joiners stay: scripts need them.</summary>
    private static bool IsUnseen(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.Control or UnicodeCategory.PrivateUse or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
        UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D or 0xAD),
        _ => false,
    };
}
