using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workflows.Api.Input;

/// <summary>Tags in a query: one parameter for each, <c>tag.name=value</c>.</summary>
internal sealed class TagQueryField(string description) : InputField<IReadOnlyDictionary<string, string>>($"{Prefix}<name>", description)
{
    private const string Prefix = "tag.";
    private const int MaxLength = 256;

    public override JsonObject Schema => new() { ["type"] = "string", ["maxLength"] = MaxLength };

    /// <returns>Name of the tag that a parameter asks for; null: it is about something else.</returns>
    public static string? NameOf(string parameter)
    {
        if (!parameter.StartsWith(Prefix, StringComparison.Ordinal))
            return null;

        var name = parameter[Prefix.Length..];
        return name.Length is > 0 and <= MaxLength && !name.Contains('\0', StringComparison.Ordinal)
            ? name
            : throw new InputException($"'{InputText.Shown(parameter)}' must name a tag behind '{Prefix}', in at most {MaxLength} characters.");
    }

    public override object Read(string text) =>
        text.Length <= MaxLength && !text.Contains('\0', StringComparison.Ordinal)
            ? text
            : throw Expected($"at most {MaxLength} characters long, without a null character", $"{text.Length} long");

    public override object Read(JsonElement element) => throw Expected("in the query", "in the body");
}
