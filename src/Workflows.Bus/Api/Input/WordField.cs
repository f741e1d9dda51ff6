using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>One of the words of an enum.</summary>
internal sealed class WordField<TEnum>(string name, string description) : InputField<TEnum>(name, description)
    where TEnum : struct, Enum
{
    private static readonly string[] _names = Enum.GetNames<TEnum>();

    public override JsonObject Schema => new() { ["type"] = "string", ["enum"] = new JsonArray([.. _names.Select(known => JsonValue.Create(known))]) };

    public override object Read(string text)
    {
        var at = Array.FindIndex(_names, known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? Enum.GetValues<TEnum>()[at]
            : throw new InputException($"'{Name}' must be one of {string.Join(", ", _names)}, but it is {InputText.Quoted(text)}.");
    }

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Read(InputText.Of(element, Name)) : throw Expected($"one of {string.Join(", ", _names)}", InputText.KindOf(element));
}
