using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>
/// What a branch at a wait still waits for, told without its definition. Lists and their filters find it in one column: the names of the event types
/// with a character between them that no name of a type has.
/// </summary>
internal static class AwaitedEvents
{
    public const char Separator = '|';

    private const string UrnPrefix = "urn:message:";

    /// <returns>The names in one text; null: nothing is known to be awaited.</returns>
    public static string? JoinedNames(Execution execution, Token token)
    {
        string? names = null;
        foreach (var subscription in execution.Subscriptions)
        {
            if (subscription.Wait == token.Node && subscription.Scope == token.Scope)
                names = names is null ? subscription.EventType : $"{names}{Separator}{subscription.EventType}";
        }

        foreach (var eventType in token.EventTypes)
            names = names is null ? eventType : $"{names}{Separator}{eventType}";

        return names;
    }

    /// <summary>
    /// How a name may be written that somebody asks for: as the URN of the message or, by an instance that an earlier release stored, as the full name of the class.
    /// </summary>
    public static IReadOnlyList<string> Spellings(string name)
    {
        var isUrn = name.StartsWith(UrnPrefix, StringComparison.Ordinal);
        var bare = isUrn ? name[UrnPrefix.Length..] : name;
        var at = isUrn ? bare.IndexOf(':', StringComparison.Ordinal) : bare.LastIndexOf('.');
        return at < 0 ? [name] : [name, isUrn ? $"{bare[..at]}.{bare[(at + 1)..]}" : $"{UrnPrefix}{bare[..at]}:{bare[(at + 1)..]}"];
    }

    public static IReadOnlyList<string> Names(string? joined) => joined?.Split(Separator) ?? [];

    /// <param name="joined">The names in one text.</param>
    /// <param name="subscriptions">What the instance listens for.</param>
    /// <param name="wait">The wait.</param>
    public static IReadOnlyList<WorkflowAwaitedEvent> At(string joined, IEnumerable<Subscription> subscriptions, WorkflowPlace wait)
    {
        var keys = subscriptions.Where(known => known.Place == wait).ToDictionary(known => known.EventType, known => known.Key, StringComparer.Ordinal);
        return [.. Names(joined).Select(name => new WorkflowAwaitedEvent(name, keys.GetValueOrDefault(name)))];
    }
}
