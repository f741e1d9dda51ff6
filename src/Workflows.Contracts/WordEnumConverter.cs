using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>
/// Writes values of enumerations as words wherever an application serializes them, and reads words and numbers. To MassTransit's serializer it gives numbers:
/// those are on the wire, and processes of earlier versions read nothing else.
/// </summary>
public sealed class WordEnumConverter : JsonConverterFactory
{
    private static readonly JsonStringEnumConverter _words = new();

    /// <inheritdoc/>
    public override bool CanConvert(Type typeToConvert)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        return typeToConvert.IsEnum;
    }

    /// <inheritdoc/>
    public override JsonConverter? CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(typeToConvert);
        ArgumentNullException.ThrowIfNull(options);
        var words = _words.CreateConverter(typeToConvert, options);
        return options.Converters.Any(IsOfMassTransit)
            ? (JsonConverter?)Activator.CreateInstance(typeof(Numbers<>).MakeGenericType(typeToConvert), words)
            : words;
    }

    private static bool IsOfMassTransit(JsonConverter converter) => converter.GetType().Assembly.GetName().Name?.StartsWith("MassTransit", StringComparison.Ordinal) == true;

    private sealed class Numbers<TEnum>(JsonConverter<TEnum> words) : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => words.Read(ref reader, typeToConvert, options);

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteNumberValue(Convert.ToInt32(value, null));
    }
}
