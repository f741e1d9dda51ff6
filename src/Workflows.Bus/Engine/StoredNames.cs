using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// Names of event types in a stored instance, as the definition has them now: an earlier release stored names of classes, and classes are renamed.
/// A name that nothing answers to stays as it is.
/// </summary>
internal static class StoredNames
{
    public static WorkflowInstance Current(ICourse course, WorkflowInstance instance)
    {
        var execution = instance.Execution;
        if (execution is { Subscriptions.IsEmpty: true, KeptEvents.IsEmpty: true } && execution.Tokens.All(token => token is { Received.IsEmpty: true, EventTypes.IsEmpty: true }))
            return instance;

        var tokens = Each(execution.Tokens, token => Current(course, token));
        var subscriptions = Each(execution.Subscriptions, known => Current(course, known.Scope, known.Wait, known.EventType) is var name && name == known.EventType ? known : known with { EventType = name });
        var kept = Each(execution.KeptEvents, one => Current(course, one));
        return tokens == execution.Tokens && subscriptions == execution.Subscriptions && kept == execution.KeptEvents
            ? instance
            : instance with { Execution = execution with { Tokens = tokens, Subscriptions = subscriptions, KeptEvents = kept } };
    }

    private static Token Current(ICourse course, Token token)
    {
        var received = Each(token.Received, name => Current(course, token.Scope, token.Node, name));
        var awaited = Each(token.EventTypes, name => Current(course, token.Scope, token.Node, name));
        return received == token.Received && awaited == token.EventTypes ? token : token with { Received = received, EventTypes = awaited };
    }

    private static KeptEvent Current(ICourse course, KeptEvent kept)
    {
        var names = kept.Waits.Select(wait => Current(course, wait.Parent, wait.Name, kept.EventType)).Where(name => name != kept.EventType).Distinct().ToArray();
        return names.Length == 1 ? kept with { EventType = names[0] } : kept;
    }

    private static string Current(ICourse course, WorkflowPlace scope, string wait, string name) =>
        (course.Find(scope, wait) as ProgramWait)?.Events.Find(name)?.EventName ?? name;

    /// <returns>The very same array where nothing changes.</returns>
    private static ImmutableArray<T> Each<T>(ImmutableArray<T> all, Func<T, T> change)
        where T : class
    {
        for (var i = 0; i < all.Length; i++)
        {
            if (!ReferenceEquals(change(all[i]), all[i]) && !Equals(change(all[i]), all[i]))
                return [.. all.Select(change)];
        }

        return all;
    }
}
