using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>Names with values, both text.</summary>
internal sealed class TagsField(string name, string description) : InputField<IReadOnlyDictionary<string, string>>(name, description)
{
    private const string Form = "an object whose members are strings";

    public override JsonObject Schema => new() { ["type"] = "object", ["additionalProperties"] = new JsonObject { ["type"] = "string" } };

    public override object Read(string text) => throw Expected("in the body", "in the path or the query");

    public override object Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
            throw Expected(Form, InputText.KindOf(element));

        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.String)
                throw Expected(Form, $"one whose '{InputText.Shown(member.Name)}' is {InputText.KindOf(member.Value)}");

            tags[member.Name] = InputText.Of(member.Value, $"{Name}.{InputText.Shown(member.Name)}");
        }

        return tags;
    }
}
