using System.Text.Json;
using Workflows.Engine;

namespace Workflows.Api.Input;

/// <summary>Says what came, in a sentence: short, and without characters that do not show.</summary>
internal static class InputText
{
    public static string Shown(string text, int maxLength = 60)
    {
        var cut = text.Length <= maxLength ? text : $"{text[..maxLength]}…";
        return string.Concat(ErrorText.Clean(cut).Select(letter => char.IsControl(letter) ? '\uFFFD' : letter));
    }

    public static string Quoted(string text) => $"'{Shown(text)}'";

    public static string KindOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.Null => "null",
        _ => "a boolean",
    };

    /// <exception cref="InputException">An escape in it stands for half a character.</exception>
    public static string Of(JsonElement text, string name)
    {
        try
        {
            return text.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new InputException($"'{name}' contains half of a surrogate pair, which no text can hold.");
        }
    }
}
