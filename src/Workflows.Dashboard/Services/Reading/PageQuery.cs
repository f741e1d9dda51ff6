using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Reading;

/// <summary>The query of an address, read leniently: what cannot be understood is left out and named in <see cref="Faults"/>, so that the page can say so.</summary>
internal sealed class PageQuery
{
    private const int MostUnknown = 10;

    private readonly Dictionary<string, StringValues> _values;

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);

    private PageQuery(Dictionary<string, StringValues> values) => _values = values;

    public List<string> Faults { get; } = [];

    public static PageQuery Parse(string? queryString) => new(QueryHelpers.ParseQuery(queryString));

    public IEnumerable<string> Names => _values.Keys;

    /// <summary>Names that nobody has asked for: misspelt, or meant for another page.</summary>
    public IEnumerable<string> UnknownNames => _values.Keys.Where(name => !_asked.Contains(name));

    /// <summary>What was left out, and why: to be asked for when everything else has been.</summary>
    public IReadOnlyList<string> AllFaults() => UnknownNames.ToArray() is not { Length: > 0 } unknown
        ? [.. Faults]
        : [.. Faults, .. unknown.Take(MostUnknown).Select(name => $"'{Shown.Line(name, 40)}' was left out: this page knows no condition of that name.{Known()}")];

    /// <summary>Whether the name is there, with or without a value.</summary>
    public bool Has(string name) => Values(name).Count > 0;

    public string? Text(string name, int max = 300)
    {
        var text = Values(name).LastOrDefault()?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;

        return text.Length <= max ? text : Reject<string>(name, text, $"at most {max} characters");
    }

    /// <summary>A condition that goes by another name elsewhere: in the answer for scripts, or on another page.</summary>
    public string? Text(string name, string synonym)
    {
        var (text, other) = (Text(name), Text(synonym));
        if (text is not null && other is not null && text != other)
            Faults.Add($"'{synonym}' was left out: it says the same as '{name}', which is there too.");

        return text ?? other;
    }

    /// <summary>The value of a condition that may ask for nothing: an empty text is a value.</summary>
    public string? TextOrEmpty(string name) => Values(name) is { Count: > 0 } values && string.IsNullOrWhiteSpace(values[^1]) ? "" : Text(name);

    public IEnumerable<string> All(string name) => Values(name).Where(value => !string.IsNullOrWhiteSpace(value)).Select(value => value!.Trim());

    public int? Number(string name) =>
        Text(name) is not { } text ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : RejectValue<int>(name, text, "a whole number");

    public bool Flag(string name) => Text(name) is "true" or "1" or "on";

    public DateTimeOffset? Time(string name) =>
        Text(name) is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : RejectValue<DateTimeOffset>(name, text, "a time like 2026-11-20T14:00 (UTC)");

    public TimeSpan? Span(string name) =>
        Text(name) is not { } text ? null : SpanText.Parse(text) ?? RejectValue<TimeSpan>(name, text, "a length of time like 30m, 1h or 2d");

    public IReadOnlyList<T> Words<T>(string name)
        where T : struct, Enum =>
        [.. All(name).Select(text => Word<T>(name, text)).OfType<T>().Distinct()];

    public T? Word<T>(string name)
        where T : struct, Enum =>
        Text(name) is { } text ? Word<T>(name, text) : null;

    public Guid? Id(string name) => Text(name) is { } text ? Id(name, text) : null;

    public IReadOnlyList<Guid> Ids(string name) => [.. All(name).Select(text => Id(name, text)).OfType<Guid>().Distinct()];

    public T? RejectValue<T>(string name, string text, string expected)
        where T : struct
    {
        Note(name, text, expected);
        return null;
    }

    private string Known() =>
        _asked.Count == 0 ? "" : $" It knows: {string.Join(", ", _asked.Order(StringComparer.Ordinal))}.";

    private StringValues Values(string name)
    {
        _asked.Add(name);
        return _values.GetValueOrDefault(name);
    }

    private T? Word<T>(string name, string text)
        where T : struct, Enum =>
        Enum.TryParse<T>(text, ignoreCase: true, out var word) && Enum.IsDefined(word) && !char.IsDigit(text[0])
            ? word
            : RejectValue<T>(name, text, $"one of {string.Join(", ", Enum.GetNames<T>())}");

    private Guid? Id(string name, string text) => Guid.TryParse(text, out var id) ? id : RejectValue<Guid>(name, text, "an id");

    private T? Reject<T>(string name, string text, string expected)
        where T : class
    {
        Note(name, text, expected);
        return null;
    }

    private void Note(string name, string text, string expected) =>
        Faults.Add($"'{Shown.Line(name, 40)}' was left out: expected {expected}, but it is '{Shown.Line(text, 60)}'.");
}
