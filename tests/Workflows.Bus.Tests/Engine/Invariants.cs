using System.Text.Json.Nodes;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>What holds after every transition of every instance, whatever happened.</summary>
internal static class Invariants
{
    /// <summary>A transition follows from the instance that was stored before it.</summary>
    public static void Check(WorkflowInstance? before, Transition transition)
    {
        if (before is not null && before.Status.IsTerminal())
            transition.ShouldSatisfyAllConditions(
                () => transition.Entries.ShouldAllBe(entry => entry.Detail != null && entry.Detail.MessageId != null, "only what becomes of its messages"),
                () => transition.Instance.Status.ShouldBe(before.Status),
                () => transition.Instance.State.ShouldBe(before.State));

        transition.IsNew.ShouldBe(before is null);
        transition.Instance.Revision.ShouldBe((before?.Revision ?? 0) + 1);
        var sequence = before?.Execution.LastEntry ?? 0;
        foreach (var entry in transition.Entries)
            entry.Sequence.ShouldBe(++sequence);

        transition.Instance.Execution.LastEntry.ShouldBe(sequence);
        CheckDispatched(before, transition);
        if (before is not null)
            transition.StateChanged.ShouldBe(!ReferenceEquals(before.State, transition.Instance.State));
    }

    /// <summary>Every attempt that was opened goes out, unless its worker has it, and nothing goes out that is not open.</summary>
    private static void CheckDispatched(WorkflowInstance? before, Transition transition)
    {
        var open = transition.Instance.Execution.Tokens.Where(token => token.State == WorkflowTokenState.Dispatched).ToArray();
        transition.Dispatched.ShouldBeSubsetOf(open);
        open.Where(token => token.StartedAt is null && before?.Execution.Tokens.Any(known => known.State == WorkflowTokenState.Dispatched && (known.Id, known.Attempt) == (token.Id, token.Attempt)) != true)
            .ShouldBeSubsetOf(transition.Dispatched);
    }

    /// <summary>What is stored beside the instance fits it.</summary>
    public static void Check(EngineRun run)
    {
        var instance = run.Instance;
        var execution = instance.Execution;
        CheckTokens(run);
        run.Subscriptions.ShouldBe(execution.Subscriptions, ignoreOrder: true);
        execution.SeenEvents.Length.ShouldBeLessThanOrEqualTo(256);
        execution.KeptEvents.Length.ShouldBeLessThanOrEqualTo(run.Settings.KeptEventLimit);

        if (instance.Status.IsTerminal())
            CheckEnded(run);
        else
            (instance.Status, instance.FinishedAt).ShouldBe((StatusOf.Living(execution), null));

        CheckReplay(run);
    }

    /// <summary>What is open lies in scopes that are open.</summary>
    private static void CheckScopes(Execution execution)
    {
        var open = execution.Scopes.Select(scope => scope.Place).ToList();
        open.ShouldBeUnique();
        foreach (var place in execution.Tokens.Select(token => token.Scope).Concat(open.Select(scope => scope.Parent)).Where(place => !place.IsRoot))
            open.ShouldContain(place);

        foreach (var scope in open.Where(_ => !execution.IsHeld))
            execution.Tokens.ShouldContain(token => scope.Contains(token.Scope), $"nothing is open in {scope}, and it is");
    }

    private static void CheckTokens(EngineRun run)
    {
        var instance = run.Instance;
        var execution = instance.Execution;
        CheckScopes(execution);
        execution.Tokens.Select(token => token.Id).ShouldBeUnique();
        foreach (var token in execution.Tokens)
        {
            token.Id.ShouldBeInRange(1, execution.LastToken);
            if (!execution.Undefined && run.Program is not null)
                run.CourseOf().Find(token.Scope, token.Node).ShouldNotBeNull();

            (token.Timer is not null || token.Elapsed).ShouldBe(token.DueAt is not null);
            if (token.State is WorkflowTokenState.Sleeping or WorkflowTokenState.Backoff or WorkflowTokenState.Scheduled)
                token.DueAt.ShouldNotBeNull();

            if (token.State is WorkflowTokenState.Dispatched or WorkflowTokenState.Held or WorkflowTokenState.Faulted)
                token.Timer.ShouldBeNull();

            if (token.State != WorkflowTokenState.Dispatched)
                (token.CarriedBy, token.StartedAt, token.Worker).ShouldBe((null, null, null));

            if (token.State == WorkflowTokenState.Held || token.Elapsed)
                execution.IsHeld.ShouldBeTrue("only an instance that is held leaves things undone");
        }

        // A timer that went off is gone; one that is stored belongs to something that is open.
        var referenced = execution.Tokens.Select(token => token.Timer).Append(execution.TimeoutTimer).Where(timer => timer is not null).Select(timer => timer!.Value).ToList();
        referenced.ShouldBeUnique();
        run.Timers.Keys.Except(referenced).ShouldBeEmpty("a timer is stored that nothing refers to");
    }

    private static void CheckEnded(EngineRun run)
    {
        var execution = run.Instance.Execution;
        execution.Tokens.ShouldBeEmpty();
        execution.Scopes.ShouldBeEmpty();
        execution.Subscriptions.ShouldBeEmpty();
        execution.KeptEvents.ShouldBeEmpty();
        (execution.Paused || execution.Undefined).ShouldBeFalse();
        run.Timers.ShouldBeEmpty();
        run.Instance.FinishedAt.ShouldNotBeNull();
    }

    private static void CheckReplay(EngineRun run)
    {
        var position = run.Position.ShouldNotBeNull();
        position.Status.ShouldBe(run.Status);
        position.Tokens.Select(token => (token.Token, token.Scope, token.Node)).ShouldBe(run.Instance.Execution.Tokens.Select(token => (token.Id, token.Scope, token.Node)));
        JsonNode.DeepEquals(JsonNode.Parse(position.State), JsonNode.Parse(run.Instance.State)).ShouldBeTrue($"{position.State} is not {run.Instance.State}");
    }
}
