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

    /// <exception cref="UnstorableException">A key too long, or with a null character.</exception>
    public static string? Checked(string? key)
    {
        if (key is null)
            return null;

        if (key.Length > MaxLength)
            throw new UnstorableException($"A key may have {MaxLength} characters, but this one has {key.Length}: '{key[..40]}…'.");

        for (var i = 0; i < key.Length; i++)
        {
            if (key[i] == '\0')
                throw new UnstorableException("A key contains the null character \\u0000, which PostgreSQL cannot store.");

            if (char.IsSurrogate(key[i]) && (i + 1 == key.Length || !char.IsSurrogatePair(key, i++)))
                throw new UnstorableException("A key contains half of a surrogate pair, which no text can hold.");
        }

        return key;
    }
}
