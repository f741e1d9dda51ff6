using System.Text.Json;
using Workflows.Instances.Json;

namespace Workflows.Instances;

/// <summary>Turns the user's states into JSON text and back, and finds what could not be stored before the database does.</summary>
internal sealed class WorkflowJson(JsonSerializerOptions options, Discriminators? discriminators = null)
{
    private const string EscapedNull = "\\u0000";

    private readonly RoundTrip _roundTrip = new(options, isKept: discriminators is not null);
    private readonly SurrogateText _surrogates = new(options);

    public JsonSerializerOptions Options { get; } = options;

    /// <summary>What may be written.</summary>
    public ContentSize Size { get; init; } = ContentSize.Unlimited;

    public static JsonSerializerOptions CreateDefaultOptions() => new()
    {
        PropertyNameCaseInsensitive = true,
        IncludeFields = true,
        AllowOutOfOrderMetadataProperties = true,
        MaxDepth = 64,
    };

    /// <summary>For states: what the application sets, and beyond that what it takes to read back what is written.</summary>
    public static WorkflowJson ForStates(params IEnumerable<Action<JsonSerializerOptions>> configure) => ForStates(ContentSize.Unlimited, configure);

    /// <inheritdoc cref="ForStates(IEnumerable{Action{JsonSerializerOptions}})"/>
    public static WorkflowJson ForStates(ContentSize size, IEnumerable<Action<JsonSerializerOptions>> configure)
    {
        var options = CreateDefaultOptions();
        foreach (var setting in configure)
            setting(options);

        var discriminators = new Discriminators();
        JsonContract.Complete(options, discriminators);
        options.MakeReadOnly(populateMissingResolver: true);
        return new WorkflowJson(options, discriminators) { Size = size };
    }

    /// <returns>What was changed between two texts of a state, as a patch; null: nothing.</returns>
    public string? PatchBetween(string before, string after) => StatePatch.Between(before, after, discriminators?.Names);

    /// <param name="value">What to write.</param>
    /// <param name="type">As what.</param>
    /// <param name="isReadBack">Whether it is to be read back, and must not lose anything by that.</param>
    /// <exception cref="UnstorableException">
    /// A cycle, NaN, a null character, half of a surrogate pair: what JSON or the database cannot hold; what would not be read back; or more than is allowed.
    /// </exception>
    public string Serialize(object value, Type type, bool isReadBack = true)
    {
        string text;
        try
        {
            text = JsonSerializer.Serialize(value, type, Options);
        }
        catch (Exception exception)
        {
            // Properties are user code: they may throw anything.
            throw new UnstorableException($"{type.Name} cannot be stored as JSON: {ExceptionText.MessageOf(exception)}", exception);
        }

        ThrowIfNullCharacter(text, type.Name);
        _surrogates.ThrowIfHalf(value, type, text);
        Size.Check(text, type.Name);
        if (isReadBack)
            _roundTrip.Check(value, type, text);

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
        catch (Exception exception) when (exception.GetType() != typeof(JsonException))
        {
            // Converters are user code, too: what they throw may derive from JsonException.
            throw new JsonException($"{type.Name} cannot be read from JSON: {ExceptionText.MessageOf(exception)}", exception);
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
