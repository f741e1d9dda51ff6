using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

internal sealed class TextField(string name, string description, int maxLength) : InputField<string>(name, description)
{
    public override JsonObject Schema => new() { ["type"] = "string", ["maxLength"] = maxLength };

    public override object Read(string text)
    {
        if (text.Length > maxLength)
            throw Expected($"at most {maxLength} characters long", $"{text.Length} long");

        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new InputException($"'{Name}' contains the null character \\u0000, which cannot be stored. Remove it.")
            : text;
    }

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Read(InputText.Of(element, Name)) : throw Expected("a string", InputText.KindOf(element));
}
