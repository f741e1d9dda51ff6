using System.Text.Json;

namespace Workflows.Instances;

/// <summary>Turns the user's states into JSON text and back, and finds what could not be stored before the database does.</summary>
internal sealed class WorkflowJson(JsonSerializerOptions options)
{
    private const string EscapedNull = "\\u0000";

    public JsonSerializerOptions Options { get; } = options;

    public static JsonSerializerOptions CreateDefaultOptions() => new()
    {
        PropertyNameCaseInsensitive = true,
        MaxDepth = 64,
    };

    /// <exception cref="UnstorableException">A cycle, NaN, a null character: what JSON or the database cannot hold.</exception>
    public string Serialize(object value, Type type)
    {
        string text;
        try
        {
            text = JsonSerializer.Serialize(value, type, Options);
        }
        catch (Exception exception)
        {
            // Properties are user code: they may throw anything.
            throw new UnstorableException($"{type.Name} cannot be stored as JSON: {exception.Message}", exception);
        }

        ThrowIfNullCharacter(text, type.Name);
        return text;
    }

    /// <exception cref="JsonException">Text that is not JSON, or not of that type.</exception>
    public object Deserialize(string text, Type type)
    {
        try
        {
            return JsonSerializer.Deserialize(text, type, Options)
                ?? throw new JsonException($"expected a JSON object for {type.Name}, but it is null");
        }
        catch (Exception exception) when (exception is not JsonException)
        {
            throw new JsonException($"{type.Name} cannot be read from JSON: {exception.Message}", exception);
        }
    }

    /// <summary>The database's JSON types have no null character. An escaped backslash before it is not one.</summary>
    public static void ThrowIfNullCharacter(string text, string what)
    {
        for (var at = text.IndexOf(EscapedNull, StringComparison.Ordinal); at >= 0; at = text.IndexOf(EscapedNull, at + 1, StringComparison.Ordinal))
        {
            var backslashes = 0;
            while (at - 1 - backslashes >= 0 && text[at - 1 - backslashes] == '\\')
                backslashes++;

            if (backslashes % 2 == 0)
                throw new UnstorableException($"{what} contains the null character \\u0000, which PostgreSQL cannot store. Remove it, or encode the text (Base64).");
        }
    }
}
