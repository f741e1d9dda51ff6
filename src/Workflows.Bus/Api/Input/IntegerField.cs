using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

internal sealed class IntegerField(string name, string description, int min, int max) : InputField<int>(name, description)
{
    /// <summary>What applies where it is left out.</summary>
    public int? Default { get; init; }

    public override JsonObject Schema
    {
        get
        {
            var schema = new JsonObject { ["type"] = "integer", ["format"] = "int32", ["minimum"] = min, ["maximum"] = max };
            if (Default is not null)
                schema["default"] = Default;

            return schema;
        }
    }

    public override object Read(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= min && value <= max
            ? value
            : throw Expected($"a whole number from {min} to {max}", InputText.Quoted(text));

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number ? Read(element.GetRawText()) : throw Expected($"a whole number from {min} to {max}", InputText.KindOf(element));
}
