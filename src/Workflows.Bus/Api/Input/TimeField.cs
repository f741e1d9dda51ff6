using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>A moment. Without an offset it is UTC.</summary>
internal sealed class TimeField(string name, string description) : InputField<DateTimeOffset>(name, description)
{
    private const string Form = "a time such as 2026-05-04T12:30:00Z (in a query, write the + of an offset as %2B)";

    private static readonly string[] _forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd"];

    public override JsonObject Schema => new() { ["type"] = "string", ["format"] = "date-time" };

    public override object Read(string text) =>
        DateTimeOffset.TryParseExact(text, _forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw Expected(Form, InputText.Quoted(text));

    public override object Read(JsonElement element) =>
        element.ValueKind == JsonValueKind.String ? Read(InputText.Of(element, Name)) : throw Expected(Form, InputText.KindOf(element));
}
