using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Views;

/// <summary>A journal entry as clients and the dashboard see it.</summary>
internal static class JournalViews
{
    private static readonly JsonSerializerOptions _relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static WorkflowJournalEntry Of(JournalEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At,
        Kind = entry.Kind.ToString(),
        Node = entry.Node,
        Place = entry.Place?.ToString(),
        Token = entry.Token,
        Attempt = entry.Attempt,
        Actor = entry.Actor,
        Reason = entry.Reason,
        Detail = InWords(StoredJson.OfDetail(entry.Detail)),
        Error = entry.Error,
        Patch = entry.Patch,
    };

    /// <summary>The entry that was stored, but for the job that it belongs to.</summary>
    /// <exception cref="FormatException">A newer release wrote it.</exception>
    public static JournalEntry ToEntry(WorkflowJournalEntry view) => new()
    {
        Sequence = view.Sequence,
        At = view.At,
        Kind = Enum.TryParse<EntryKind>(view.Kind, out var kind) ? kind : throw new FormatException($"There is no kind of entry called {view.Kind}."),
        Node = view.Node,
        Place = view.Place is { } place ? WorkflowPlace.Parse(place) : null,
        Token = view.Token,
        Attempt = view.Attempt,
        Actor = view.Actor,
        Reason = view.Reason,
        Detail = StoredJson.ToDetail(InNumbers(view.Detail)),
        Error = view.Error,
        Patch = view.Patch,
    };

    /// <summary>What happened in no scope has no place beside its node.</summary>
    public static string? PlaceOf(string? place, string? node) => place ?? (node is null ? null : WorkflowPlace.Of(node).ToString());

    /// <summary>States of tokens are stored as numbers, of which the first is left out. Who reads a journal finds words.</summary>
    public static string? InWords(string? detail) =>
        WithStates(detail, state => state is null || state.GetValueKind() == JsonValueKind.Number ? ((WorkflowTokenState)(state?.GetValue<int>() ?? 0)).ToString() : state.DeepClone());

    private static string? InNumbers(string? detail) =>
        WithStates(detail, state => (int)Enum.Parse<WorkflowTokenState>(state!.GetValue<string>()));

    private static string? WithStates(string? detail, Func<JsonNode?, JsonNode> change)
    {
        if (detail?.Contains("\"opened\":", StringComparison.Ordinal) != true || JsonNode.Parse(detail) is not JsonObject members || members["opened"] is not JsonArray opened)
            return detail;

        foreach (var token in opened.OfType<JsonObject>())
            token["state"] = change(token["state"]);

        return members.ToJsonString(_relaxed);
    }
}
