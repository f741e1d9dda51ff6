using System.Globalization;

namespace Workflows.Definition;

/// <summary>Keys are compared and stored as text, the same on every machine.</summary>
internal static class KeyText
{
    public const int MaxLength = 200;

    /// <summary>The text of a key; null for null, an empty text and an empty Guid, which mean that there is none.</summary>
    public static string? Of<TKey>(TKey? key) => key switch
    {
        null => null,
        string text => text.Length == 0 ? null : text,
        Guid guid => guid == Guid.Empty ? null : guid.ToString("D"),
        DateTimeOffset time => time.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => key.ToString(),
    };
}
