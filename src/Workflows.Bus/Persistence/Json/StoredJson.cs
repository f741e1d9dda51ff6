using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Json;

/// <summary>Turns what the store keeps as JSON into text and back.</summary>
internal static class StoredJson
{
    // Texts in it are JSON themselves: the default encoder would write six characters for each of their quotation marks.
    private static readonly StoredJsonContext _context =
        new(new JsonSerializerOptions(StoredJsonContext.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public static string OfExecution(Execution execution) =>
        JsonSerializer.Serialize(StoredExecution.Of(execution), _context.StoredExecution);

    public static Execution ToExecution(string text) =>
        JsonSerializer.Deserialize(text, _context.StoredExecution)!.ToExecution();

    public static string? OfDetail(EntryDetail? detail) =>
        detail is null ? null : JsonSerializer.Serialize(detail, _context.EntryDetail);

    public static string? OfError(WorkflowError? error) =>
        error is null ? null : JsonSerializer.Serialize(error, _context.WorkflowError);

    public static WorkflowError? ToError(string? text)
    {
        if (text is null)
            return null;

        var error = JsonSerializer.Deserialize(text, _context.WorkflowError)!;
        return error.BaseTypes is null ? error with { BaseTypes = [] } : error;
    }

    /// <returns>Null for no tags: they cost no entry in the index of tags.</returns>
    public static string? OfTags(IReadOnlyDictionary<string, string> tags) =>
        tags.Count == 0 ? null : JsonSerializer.Serialize(tags, _context.Tags);

    public static ImmutableDictionary<string, string> ToTags(string? text) =>
        text is null
            ? ImmutableDictionary<string, string>.Empty
            : JsonSerializer.Deserialize(text, _context.DictionaryStringString)!.ToImmutableDictionary(StringComparer.Ordinal);

    public static IEnumerable<Token> ToTokens(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, _context.StoredTokenArray)!.Select(token => token.ToToken());

    public static IEnumerable<Subscription> ToSubscriptions(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, _context.SubscriptionArray)!;

    public static string OfShapes(WorkflowShapes shapes) => JsonSerializer.Serialize(shapes, _context.WorkflowShapes);

    public static WorkflowShapes ToShapes(string text) => JsonSerializer.Deserialize(text, _context.WorkflowShapes)!;

    public static string OfDefinition(WorkflowDefinitionView view) =>
        JsonSerializer.Serialize(StoredDefinition.Of(view), _context.StoredDefinition);

    public static WorkflowDefinitionView ToDefinition(string text, string name, int version, DateTimeOffset registeredAt) =>
        JsonSerializer.Deserialize(text, _context.StoredDefinition)!.ToView(name, version, registeredAt);

    public static string? OfSearch(WorkflowSearch? search) =>
        search is null ? null : JsonSerializer.Serialize(search, _context.WorkflowSearch);

    public static WorkflowSearch? ToSearch(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, _context.WorkflowSearch);
}
