using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// What an instance listens for: every wait that it may still come to, as soon as the key is known, unless the wait opted out of early events.
/// It follows from where the instance is and from its state, nothing else.
/// </summary>
internal static class Listening
{
    public static ImmutableArray<Subscription> For(TransitionDraft draft, ImmutableArray<Subscription> before)
    {
        if (draft.EndedAs is not null)
            return [];

        if (before.IsEmpty && !draft.WaitsAhead.Any())
            return before;

        var listening = ImmutableArray.CreateBuilder<Subscription>();
        foreach (var wait in draft.WaitsAhead)
        {
            foreach (var awaited in wait.Events)
            {
                if (awaited.Correlation is null || !Awaits(draft, wait, awaited.EventName) || (awaited.IgnoreEarlyEvents && !draft.Tokens.Exists(token => IsAt(token, wait))))
                    continue;

                if (TryKeyOf(draft, wait, awaited) is { } key)
                    listening.Add(new Subscription(wait.Name, awaited.EventName, key));
            }
        }

        return before.SequenceEqual(listening) ? before : listening.ToImmutable();
    }

    public static bool IsAt(Token token, WaitNode wait) =>
        token.State == WorkflowTokenState.Waiting && token.Node == wait.Name;

    /// <summary>Whether a wait ahead still takes an event of the type: one that is for all of its events takes each once.</summary>
    public static bool Awaits(TransitionDraft draft, WaitNode wait, string eventName)
    {
        if (wait.Find(eventName) is null)
            return false;

        foreach (var token in draft.Tokens)
        {
            if (token.Node == wait.Name && token.Received.Contains(eventName))
                return false;
        }

        return true;
    }

    /// <summary>The key that a wait listens with for an event; null: not known yet.</summary>
    /// <exception cref="UserCodeException">It cannot be taken from the state, or stored.</exception>
    public static string? KeyOf(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited) => awaited.Correlation switch
    {
        null => null,
        { FromState: null } => KeyText.Of(draft.InstanceId),
        { FromState: { } fromState } => UserCodeException.Call(wait.Name, () => StorableKey.Checked(fromState(draft.State.Value))),
    };

    /// <summary>A part of the state that the key is taken from may not be there before the wait is reached. Then it must be: reaching the wait takes the key, too.</summary>
    private static string? TryKeyOf(TransitionDraft draft, WaitNode wait, AwaitedEvent awaited)
    {
        try
        {
            return KeyOf(draft, wait, awaited);
        }
        catch (UserCodeException)
        {
            return null;
        }
    }
}
