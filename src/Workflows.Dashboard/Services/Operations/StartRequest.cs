using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>A start, as a person asked for it.</summary>
/// <param name="InstanceId">Id of the new instance, chosen when the form was shown: sent twice, it starts one.</param>
/// <param name="Workflow">Name of the workflow.</param>
/// <param name="State">Starting state as JSON.</param>
/// <param name="Key">Business key.</param>
/// <param name="Tags">Tags.</param>
/// <param name="StartAt">When to start (UTC); null: at once.</param>
/// <param name="Reason">Why.</param>
internal sealed record StartRequest(Guid InstanceId, string Workflow, string State, string? Key, IReadOnlyDictionary<string, string> Tags, DateTimeOffset? StartAt, string? Reason)
{
    public StartOptions ToOptions(OperationOptions who) => new() { InstanceId = InstanceId, Key = Key, Tags = Tags.Count == 0 ? null : Tags, StartAt = StartAt, Actor = who.Actor, Reason = who.Reason };

    /// <summary>
    /// Tells what was shown from what was changed behind it: the form carries it, and only what was shown is started. What is written for oneself only, the reason,
    /// may still change.
    /// </summary>
    public string Mark() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new { Workflow, State, Key, Tags = Tags.OrderBy(tag => tag.Key, StringComparer.Ordinal), StartAt }))))[..32];

    /// <exception cref="FormatException">The state is not a JSON object.</exception>
    public StartRequest Checked()
    {
        try
        {
            using var state = JsonDocument.Parse(State);
            return state.RootElement.ValueKind == JsonValueKind.Object ? this : throw new FormatException("The state must be a JSON object.");
        }
        catch (JsonException exception)
        {
            throw new FormatException($"The state must be a JSON object: {exception.Message}");
        }
    }

    /// <summary>One tag in a line: name=value.</summary>
    /// <exception cref="FormatException">A line without an equals sign.</exception>
    public static IReadOnlyDictionary<string, string> ReadTags(string? text)
    {
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var at = line.IndexOf('=', StringComparison.Ordinal);
            if (at <= 0)
                throw new FormatException($"A tag is written name=value, one in a line, but one is '{Shown.Line(line, 60)}'.");

            tags[line[..at].Trim()] = line[(at + 1)..].Trim();
        }

        return tags;
    }

    /// <exception cref="FormatException">No time.</exception>
    public static DateTimeOffset? ReadTime(string? text) =>
        text is null ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time
        : throw new FormatException($"The start time must be a time like 2026-11-20T14:00 (UTC), but it is '{Shown.Line(text, 60)}'.");
}
