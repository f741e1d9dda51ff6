using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// What an instance listens for: every wait that it may still come to, as soon as the key is known, unless the wait opted out of early events.
/// It follows from where the instance is and from its state; a key that cannot be taken from it any more stays as it was.
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
        foreach (var ahead in draft.WaitsAhead)
        {
            foreach (var awaited in ahead.Wait.Events)
            {
                if (awaited.Correlation is null || !Awaits(draft, ahead, awaited.EventName) || (awaited.IgnoreEarlyEvents && !draft.Tokens.Exists(token => IsAt(token, ahead))))
                    continue;

                if (TryFind(draft, ahead, awaited, before) is { } subscription)
                    listening.Add(subscription);
            }
        }

        return before.SequenceEqual(listening) ? before : listening.ToImmutable();
    }

    /// <summary>
    /// A branch that rests at a wait must be able to listen: one that cannot take its key any more, because the state changed, or because a
    /// release does not find it there or cannot read the state, stops with the reason, instead of waiting for what can never come.
    /// </summary>
    public static void StopDeaf(TransitionDraft draft)
    {
        if (draft.EndedAs is not null || draft.IsHeld)
            return;

        foreach (var token in draft.Tokens.Where(token => token.State == WorkflowTokenState.Waiting).ToArray())
        {
            if (draft.Find(token) is ProgramWait wait && ReasonOfDeafness(draft, token, wait) is { } reason)
                Receiving.Fault(draft, token, reason);
        }
    }

    /// <summary>Whether the branch has come to the wait: it waits there, or stopped there on an error.</summary>
    public static bool IsAt(Token token, WaitAhead ahead) =>
        token.State is WorkflowTokenState.Waiting or WorkflowTokenState.Faulted && Stands(token, ahead);

    /// <summary>Whether a wait ahead still takes an event of the type: one that is for all of its events takes each once.</summary>
    public static bool Awaits(TransitionDraft draft, WaitAhead ahead, string eventName)
    {
        if (ahead.Wait.Events.Find(eventName) is null)
            return false;

        foreach (var token in draft.Tokens)
        {
            if (Stands(token, ahead) && token.Received.Contains(eventName))
                return false;
        }

        return true;
    }

    /// <summary>The key that a wait listens with for an event; null: not known yet.</summary>
    /// <exception cref="UserCodeException">It cannot be taken from the state, or stored.</exception>
    public static string? KeyOf(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited) => awaited.Correlation switch
    {
        null => null,
        { FromState: null } => KeyText.Of(draft.InstanceId),
        { FromState: { } fromState } => UserCodeException.Call(wait.Name, () => StorableKey.Checked(fromState(draft.State.Value))),
    };

    /// <summary>As <see cref="KeyOf"/>; null also where it cannot be taken.</summary>
    public static string? TryKeyOf(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited)
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

    /// <summary>
    /// A part of the state that the key is taken from may not be there before the wait is reached. Then it must be: reaching the wait takes the key, too.
    /// A key that was known once and cannot be taken now, because of the code or the state class of a release, stays until another is known: what comes is not lost.
    /// One that the instance took out of its state before it came to the wait is forgotten.
    /// </summary>
    private static Subscription? TryFind(TransitionDraft draft, WaitAhead ahead, AwaitedEvent awaited, ImmutableArray<Subscription> before)
    {
        var (scope, wait) = ahead;
        var known = before.FirstOrDefault(known => known.Wait == wait.Name && known.Scope == scope && known.EventType == awaited.EventName);
        try
        {
            if (KeyOf(draft, wait, awaited) is { } key)
                return new Subscription(wait.Name, awaited.EventName, key) { Scope = scope };

            return known is not null && ((IsAt(draft.Tokens, ahead) && IsAt(draft.Before.Execution.Tokens, ahead)) || IsLost(draft, wait, awaited)) ? known : null;
        }
        catch (UserCodeException)
        {
            return known;
        }
    }

    private static bool IsAt(IEnumerable<Token> tokens, WaitAhead ahead) => tokens.Any(token => IsAt(token, ahead));

    /// <summary>The state that the key was known from does not give it any more: a release took it away, not what happens now.</summary>
    private static bool IsLost(TransitionDraft draft, ProgramWait wait, AwaitedEvent awaited) =>
        awaited.Correlation is { FromState: { } fromState } && UserCodeException.Call(wait.Name, () => fromState(draft.State.ReadBefore())) is null;

    private static bool Stands(Token token, WaitAhead ahead) => token.Node == ahead.Wait.Name && token.Scope == ahead.Scope;

    private static UserCodeException? ReasonOfDeafness(TransitionDraft draft, Token token, ProgramWait wait)
    {
        try
        {
            Waiting.ThrowIfDeaf(draft, wait, token.Received);
            return null;
        }
        catch (UserCodeException exception)
        {
            return exception;
        }
    }
}
