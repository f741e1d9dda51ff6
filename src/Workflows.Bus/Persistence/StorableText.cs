using System.Text;

namespace Workflows.Persistence;

/// <summary>Tells text that the database can hold from text that it cannot: then nothing can be stored under it, and nothing be found.</summary>
internal static class StorableText
{
    /// <summary>Far above what an instance may have, and below what an entry of an index can hold.</summary>
    private const int MaxKeyLength = 500;

    public static bool IsKey(string key) => key.Length <= MaxKeyLength && Is(key);

    public static bool Is(string? text)
    {
        if (text is null)
            return true;

        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // Half of a surrogate pair is not text.
            if (Rune.DecodeFromUtf16(rest, out var rune, out var length) != System.Buffers.OperationStatus.Done || rune.Value == 0)
                return false;

            rest = rest[length..];
        }

        return true;
    }
}
