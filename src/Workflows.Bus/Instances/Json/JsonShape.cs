using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Workflows.Instances.Json;

/// <summary>
/// Tells texts apart by what they consist of: names and kinds of members, which of them an object has together, and whether a list has none, one or several
/// elements. Not by values.
/// </summary>
internal static class JsonShape
{
    public static ulong Of(string text)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var length = Encoding.UTF8.GetBytes(text, bytes);
            return Read(bytes.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>The sum over the members: the order in which a dictionary happens to have its entries does not count, nor how many elements of one shape a list has.</summary>
    private static ulong Read(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = 1_000 });
        var paths = new Stack<(ulong Path, bool IsArray, int Count, ulong Members)>();
        var seen = new HashSet<ulong>();
        var sum = 0UL;
        var at = 17UL;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    at = Mix(paths.Peek().Path, Hash(reader.ValueSpan));
                    continue;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    var (path, isArray, count, members) = paths.Pop();
                    Add(Mix(path, (isArray ? (ulong)Math.Min(count, 2) : members) + 3));
                    break;
                default:
                    Add(Mix(at, (ulong)reader.TokenType + 101));
                    if (paths.TryPop(out var parent))
                        paths.Push(parent with { Count = parent.Count + 1, Members = parent.Members + Mix(at, reader.TokenType == JsonTokenType.Null ? 5UL : 6UL) });

                    break;
            }

            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
                paths.Push((at, reader.TokenType == JsonTokenType.StartArray, 0, 0));

            at = paths.TryPeek(out var around) && around.IsArray ? Mix(around.Path, 7) : 17;
        }

        return sum;

        void Add(ulong part)
        {
            if (seen.Add(part))
                sum += Mix(part, 11);
        }
    }

    private static ulong Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in bytes)
            hash = (hash ^ value) * 1099511628211UL;

        return hash;
    }

    private static ulong Mix(ulong one, ulong other)
    {
        var mixed = (one ^ (other * 0x9E3779B97F4A7C15UL)) * 0xBF58476D1CE4E5B9UL;
        return mixed ^ (mixed >> 29);
    }
}
