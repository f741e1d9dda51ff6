using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Workflows.Api;

/// <summary>The JSON of the API: camel case, words for enums, absent means none. Its own, whatever the host configured for its JSON.</summary>
internal static class ApiJson
{
    /// <summary>A state may be nested 64 deep, and stands inside an answer.</summary>
    private const int MaxDepth = 128;

    public static readonly JsonSerializerOptions Options = Create();

    /// <returns>The JSON that a text holds; a text that holds none becomes a JSON string.</returns>
    public static JsonElement? Embed(string? text)
    {
        if (text is null)
            return null;

        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return JsonSerializer.SerializeToElement(text, Options);
        }
    }

    private static JsonSerializerOptions Create()
    {
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
            MaxDepth = MaxDepth,

            // Answers are read by programs and in terminals, never as HTML: their media type says so, and that it must not be guessed.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new JsonStringEnumConverter() },
        };
        options.MakeReadOnly();
        return options;
    }
}
