using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

internal sealed class IdField(string name, string description) : InputField<Guid>(name, description)
{
    private const string Form = "a UUID such as 0194f1d2-7c1e-7b3a-9d58-3f6b2a4c8e10";

    /// <summary>Whether all zeros, which stands for no id in .NET, is taken.</summary>
    public bool MayBeZero { get; init; } = true;

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "uuid" };

    public override object Read(string text)
    {
        if (!Guid.TryParseExact(text, "D", out var id) && !Guid.TryParseExact(text, "N", out id))
            throw Expected(Form, InputText.Quoted(text));

        return id != Guid.Empty || MayBeZero ? id : throw new InputException($"'{Name}' must not be all zeros. Leave it out to get a new id.");
    }

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Read(InputText.Of(element, Name)) : throw Expected(Form, InputText.KindOf(element));
}
