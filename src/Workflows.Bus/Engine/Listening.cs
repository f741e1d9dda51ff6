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

        // A definition that is not known here cannot say what it waits for: what was listened for stays.
        if (draft.Plan is null)
            return before;

        ImmutableArray<Subscription>.Builder? result = null;
        foreach (var token in draft.Tokens)
        {
            foreach (var wait in draft.Plan.Find(token.Node)?.WaitsAhead ?? [])
            {
                if (wait.Correlation is null || (wait.IgnoreEarlyEvents && !IsAt(token, wait)))
                    continue;

                result ??= ImmutableArray.CreateBuilder<Subscription>();
                if (KeyOf(draft, wait) is { } key && !result.Any(known => known.Wait == wait.Name))
                    result.Add(new Subscription(wait.Name, wait.EventName, key));
            }
        }

        return result is null ? [] : Reuse(before, result.ToImmutable());
    }

    private static bool IsAt(Token token, WaitNode wait) =>
        token.State == WorkflowTokenState.Waiting && token.Node == wait.Name;

    private static string? KeyOf(TransitionDraft draft, WaitNode wait) =>
        wait.Correlation!.FromState is { } fromState
            ? UserCodeException.Call(wait.Name, () => KeyText.Checked(fromState(draft.State.Value)))
            : KeyText.Of(draft.InstanceId);

    private static ImmutableArray<Subscription> Reuse(ImmutableArray<Subscription> before, ImmutableArray<Subscription> after) =>
        before.SequenceEqual(after) ? before : after;
}
