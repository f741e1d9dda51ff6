using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Workflows.Dashboard.Services.States;

/// <summary>JSON as people read it: each sign as itself, wherever it was escaped. What must be encoded for HTML is encoded when it is shown.</summary>
internal static partial class JsonText
{
    private static readonly JsonSerializerOptions _line = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonSerializerOptions _indented = new(_line) { WriteIndented = true };

    /// <summary>On lines of its own. Text that is not JSON is shown as it is.</summary>
    public static string Indented(string json) => Written(json, _indented);

    /// <summary>On one line. Text that is not JSON is shown as it is.</summary>
    public static string Line(string json) => Written(json, _line);

    /// <summary>No encoder of the framework leaves alone what takes two characters, such as faces. Behind a backslash of the text itself it is no escape.</summary>
    [GeneratedRegex(@"(?<=(?<!\\)(?:\\\\)*)\\u(D[89AB][0-9A-F]{2})\\u(D[C-F][0-9A-F]{2})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1_000)]
    private static partial Regex EscapedPair { get; }

    private static string Unescaped(Match pair) => new([Character(pair.Groups[1]), Character(pair.Groups[2])]);

    private static char Character(Group digits) => (char)int.Parse(digits.ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static string Written(string json, JsonSerializerOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return EscapedPair.Replace(JsonSerializer.Serialize(document.RootElement, options), Unescaped);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON, or half of a pair of characters, which JSON can hold and a text cannot.
            return json;
        }
    }
}
