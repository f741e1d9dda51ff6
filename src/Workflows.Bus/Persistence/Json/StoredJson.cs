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

    /// <param name="execution">Where the instance is.</param>
    /// <param name="error">The error of the instance, which is stored beside it.</param>
    public static string OfExecution(Execution execution, WorkflowError? error = null) =>
        JsonSerializer.Serialize(StoredExecution.Of(execution, error), _context.StoredExecution);

    /// <param name="text">The text.</param>
    /// <param name="error">The error of the instance, which stands beside it.</param>
    public static Execution ToExecution(string text, WorkflowError? error = null) =>
        JsonSerializer.Deserialize(text, _context.StoredExecution)!.ToExecution(error);

    public static string? OfDetail(EntryDetail? detail) =>
        detail is null ? null : JsonSerializer.Serialize(detail, _context.EntryDetail);

    public static EntryDetail? ToDetail(string? text) => text is null ? null : JsonSerializer.Deserialize(text, _context.EntryDetail);

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
        text is null ? [] : JsonSerializer.Deserialize(text, _context.StoredTokenArray)!.Select(token => token.ToToken(null));

    public static IEnumerable<Subscription> ToSubscriptions(string? text) =>
        text is null ? [] : JsonSerializer.Deserialize(text, _context.SubscriptionArray)!;

    /// <returns>Null for nothing that is worth a row.</returns>
    public static string? OfContext(EventContext? context) => context is null ? null : JsonSerializer.Serialize(context, _context.EventContext);

    public static EventContext? ToContext(string? text) => text is null ? null : JsonSerializer.Deserialize(text, _context.EventContext);

    public static string OfShapes(WorkflowShapes shapes) => JsonSerializer.Serialize(shapes, _context.WorkflowShapes);

    public static WorkflowShapes ToShapes(string text) => JsonSerializer.Deserialize(text, _context.WorkflowShapes)!;

    public static string OfDefinition(WorkflowDefinitionView view) =>
        JsonSerializer.Serialize(StoredDefinition.Of(view), _context.StoredDefinition);

    /// <exception cref="JsonException">It is no definition, or says not where its instances are.</exception>
    public static WorkflowDefinitionView ToDefinition(string text, string name, int version, DateTimeOffset registeredAt)
    {
        var view = JsonSerializer.Deserialize(text, _context.StoredDefinition)!.ToView(name, version, registeredAt);
        return view.Endpoint is { Length: > 0 } && view.Nodes.All(node => node is { Name: not null, EventTypes: not null, Correlations: not null } && node.Correlations.All(known => known is { EventType: not null, By: not null })) && view.Edges.All(edge => edge is not null)
            ? view
            : throw new JsonException("A definition has an endpoint, nodes with names, and edges.");
    }

    public static string OfProcess(IReadOnlyList<ProcessDefinition> definitions) => JsonSerializer.Serialize(definitions, _context.ProcessDefinitions);

    public static IReadOnlyList<ProcessDefinition> ToProcess(string text) => [.. JsonSerializer.Deserialize(text, _context.ProcessDefinitions)!.Where(definition => definition is not null)];

    public static string? OfBus(ProcessBus? bus) => bus is null ? null : JsonSerializer.Serialize(bus, _context.ProcessBus);

    public static ProcessBus? ToBus(string? text) => text is null ? null : JsonSerializer.Deserialize(text, _context.ProcessBus);

    public static string? OfSearch(WorkflowSearch? search) =>
        search is null ? null : JsonSerializer.Serialize(search, _context.WorkflowSearch);

    public static WorkflowSearch? ToSearch(string? text) =>
        text is null ? null : JsonSerializer.Deserialize(text, _context.WorkflowSearch);
}
