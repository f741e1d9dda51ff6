using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Makes a form from a JSON Schema, and JSON from what was filled in.</summary>
internal static class ShapeForm
{
    /// <returns>Empty: the schema says nothing that a form could ask for.</returns>
    private static IReadOnlyList<ShapeField> Members(string? schema)
    {
        if (Parse(schema) is not { } root || root["properties"] is not JsonObject members)
            return [];

        var required = (root["required"] as JsonArray)?.Select(name => name?.ToString()).ToHashSet() ?? [];
        return [.. members.Select(member => Field(member.Key, member.Value as JsonObject, required.Contains(member.Key)))];
    }

    /// <summary>
    /// Fields of a state or an event that somebody makes by hand: texts, ids, times and choices that cannot be null must be given, whether or not the class asks for
    /// them. Numbers and switches begin at nought, lists and objects as the type makes them.
    /// </summary>
    public static IReadOnlyList<ShapeField> Fields(string? schema)
    {
        var members = Parse(schema)?["properties"] as JsonObject;
        return [.. Members(schema).Select(field => field with { IsRequired = field.IsRequired || MustBeGiven(field, members?[field.Name] as JsonObject) })];
    }

    private static bool MustBeGiven(ShapeField field, JsonObject? schema) =>
        field.Kind is ShapeFieldKind.Text or ShapeFieldKind.Time or ShapeFieldKind.Choice && schema is not null && schema["default"] is null && !TakesNull(schema);

    private static bool TakesNull(JsonObject schema) =>
        (schema["type"] as JsonArray)?.Any(type => type?.ToString() == "null") == true || (schema["enum"] as JsonArray)?.Any(choice => choice is null) == true;

    /// <summary>What was filled in, as a JSON object. Empty fields are left out.</summary>
    /// <exception cref="FormatException">A field holds what it does not take; the message names it.</exception>
    public static string Compose(IEnumerable<ShapeField> fields, Func<string, string?> read)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            var text = read(field.InputName);
            if (!string.IsNullOrEmpty(text))
                body[field.Name] = Value(field, text);
            else if (field.Kind == ShapeFieldKind.Flag)
                body[field.Name] = false;
            else if (field.IsRequired)
                throw new FormatException($"{Shown.Line(field.Name, 60)} must be given.");
        }

        return body.ToJsonString();
    }

    private static JsonNode? Value(ShapeField field, string text) => field.Kind switch
    {
        ShapeFieldKind.Number => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Unfit(field, "a number", text),
        ShapeFieldKind.Flag => true,
        ShapeFieldKind.OptionalFlag => bool.TryParse(text, out var flag) ? flag : throw Unfit(field, "true or false", text),
        ShapeFieldKind.Time => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : throw Unfit(field, "a time (UTC)", text),
        ShapeFieldKind.Choice => field.Choices.Contains(text) ? text : throw Unfit(field, $"one of {string.Join(", ", field.Choices)}", text),
        ShapeFieldKind.Json => ParseValue(field, text),
        _ => text,
    };

    private static JsonNode? ParseValue(ShapeField field, string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            throw Unfit(field, "JSON", text);
        }
    }

    private static FormatException Unfit(ShapeField field, string expected, string text) =>
        new($"{Shown.Line(field.Name, 60)}: expected {expected}, but it is '{Shown.Line(text, 60)}'.");

    private static ShapeField Field(string name, JsonObject? schema, bool isRequired)
    {
        if (schema?["enum"] is JsonArray choices)
            return new ShapeField(name, ShapeFieldKind.Choice, isRequired, [.. choices.Select(choice => choice?.ToString()).OfType<string>()]);

        var kind = (TypeOf(schema), schema?["format"]?.ToString()) switch
        {
            ("string", "date-time") => ShapeFieldKind.Time,
            ("string", _) => ShapeFieldKind.Text,
            ("integer" or "number", _) => ShapeFieldKind.Number,
            ("boolean", _) => schema?["type"] is JsonArray types && types.Any(type => type?.ToString() == "null") ? ShapeFieldKind.OptionalFlag : ShapeFieldKind.Flag,
            _ => ShapeFieldKind.Json,
        };
        return new ShapeField(name, kind, isRequired && kind != ShapeFieldKind.Flag, []);
    }

    /// <summary>"string", or ["string", "null"]. Exported numbers may also allow text; the number wins.</summary>
    private static string? TypeOf(JsonObject? schema) => schema?["type"] switch
    {
        JsonValue value => value.ToString(),
        JsonArray types => types.Select(type => type?.ToString()).Where(type => type != "null").OrderBy(type => type == "string").FirstOrDefault(),
        _ => null,
    };

    private static JsonObject? Parse(string? schema)
    {
        try
        {
            return schema is null ? null : JsonNode.Parse(schema) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
