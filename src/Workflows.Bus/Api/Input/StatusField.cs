using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Api.Input;

internal sealed class StatusField(string name, string description) : InputField<WorkflowStatus>(name, description)
{
    private static readonly string[] _names = Enum.GetNames<WorkflowStatus>();

    public override JsonObject Schema => new() { ["type"] = "string", ["enum"] = new JsonArray([.. _names.Select(known => JsonValue.Create(known))]) };

    public override object Read(string text)
    {
        var at = Array.FindIndex(_names, known => string.Equals(known, text, StringComparison.OrdinalIgnoreCase));
        return at >= 0
            ? Enum.GetValues<WorkflowStatus>()[at]
            : throw new InputException($"'{Name}' must be a status, but it is {InputText.Quoted(text)}.{Nearest.Sentence(InputText.Shown(text), _names)}");
    }

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Read(InputText.Of(element, Name)) : throw Expected("a status", InputText.KindOf(element));
}
