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
            if (wait.Correlation is null || (wait.IgnoreEarlyEvents && !draft.Tokens.Exists(token => IsAt(token, wait))))
                continue;

            if (TryKeyOf(draft, wait) is { } key)
                listening.Add(new Subscription(wait.Name, wait.EventName, key));
        }

        return before.SequenceEqual(listening) ? before : listening.ToImmutable();
    }

    public static bool IsAt(Token token, WaitNode wait) =>
        token.State == WorkflowTokenState.Waiting && token.Node == wait.Name;

    /// <summary>The key that a wait listens with; null: not known yet.</summary>
    /// <exception cref="UserCodeException">It cannot be taken from the state, or stored.</exception>
    public static string? KeyOf(TransitionDraft draft, WaitNode wait) => wait.Correlation switch
    {
        null => null,
        { FromState: null } => KeyText.Of(draft.InstanceId),
        { FromState: { } fromState } => UserCodeException.Call(wait.Name, () => StorableKey.Checked(fromState(draft.State.Value))),
    };

    /// <summary>A part of the state that the key is taken from may not be there before the wait is reached. Then it must be: reaching the wait takes the key, too.</summary>
    private static string? TryKeyOf(TransitionDraft draft, WaitNode wait)
    {
        try
        {
            return KeyOf(draft, wait);
        }
        catch (UserCodeException)
        {
            return null;
        }
    }
}
