using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Instances;

/// <summary>
/// Finds half of a surrogate pair in what is written as JSON. It is no character, and a serializer writes U+FFFD in its place: the content would change without a
/// word. Only where a U+FFFD was written, the object is written once more, by converters that look at each text.
/// </summary>
internal sealed class SurrogateText(JsonSerializerOptions options)
{
    private readonly Lazy<JsonSerializerOptions> _strict = new(() =>
    {
        var strict = new JsonSerializerOptions(options);
        strict.Converters.Insert(0, new StrictText());
        strict.Converters.Insert(0, new StrictCharacter());
        return strict;
    });

    /// <exception cref="UnstorableException">It has half of a surrogate pair.</exception>
    public void ThrowIfHalf(object value, Type type, string text)
    {
        if (!text.Contains('\uFFFD', StringComparison.Ordinal) && !text.Contains("\\uFFFD", StringComparison.OrdinalIgnoreCase))
            return;

        try
        {
            JsonSerializer.Serialize(value, type, _strict.Value);
        }
        catch (Exception exception) when (Find(exception) is { } half)
        {
            throw new UnstorableException($"{type.Name} contains half of a surrogate pair in '{half.Shown}', which is no character and cannot be stored. Cut texts at whole characters, or encode them (Base64).", exception);
        }
    }

    private static HalfException? Find(Exception? exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is HalfException half)
                return half;
        }

        return null;
    }

    private static void Check(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (char.IsSurrogate(text[i]))
                throw new HalfException(text);
        }
    }

    private sealed class HalfException(string text) : Exception("half of a surrogate pair")
    {
        public string Shown { get; } = string.Concat(text.Take(40).Select(character => char.IsSurrogate(character) || char.IsControl(character) ? '\uFFFD' : character));
    }

    private sealed class StrictText : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            Check(value);
            writer.WriteStringValue(value);
        }

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options)
        {
            Check(value);
            writer.WritePropertyName(value);
        }
    }

    private sealed class StrictCharacter : JsonConverter<char>
    {
        public override char Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()![0];

        public override void Write(Utf8JsonWriter writer, char value, JsonSerializerOptions options)
        {
            Check(value.ToString());
            writer.WriteStringValue(value.ToString());
        }
    }
}
