using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>A JSON object that is passed on as it came.</summary>
internal sealed class JsonField(string name, string description) : InputField<JsonElement>(name, description)
{
    public override JsonObject Schema => new() { ["type"] = "object" };

    public override object Read(string text) => throw Expected("in the body", "in the path or the query");

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element : throw Expected("a JSON object", InputText.KindOf(element));
}
