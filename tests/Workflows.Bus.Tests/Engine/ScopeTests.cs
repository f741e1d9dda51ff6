using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>Scopes of a node, which stand for what cannot be declared yet: of "split", each beginning with a node whose end is the end of the scope.</summary>
public class ScopeTests
{
    private static readonly WorkflowPlace _first = WorkflowPlace.Root.In("split", 0);
    private static readonly WorkflowPlace _second = WorkflowPlace.Root.In("split", 1);

    [Fact]
    public void A_branch_stands_at_a_node_in_its_scope()
    {
        var run = Split("pack", "pack");

        Places(run).ShouldBe(["split[0]/pack", "split[1]/pack"]);
        run.Instance.Execution.Scopes.Select(scope => scope.Place).ShouldBe([_first, _second]);
        run.Position!.Tokens.Select(token => token.Scope).ShouldBe([_first, _second]);
    }

    [Fact]
    public void The_node_ends_once_with_the_last_of_its_scopes()
    {
        var run = Split("pack", "pack");

        Complete(run, "split[1]/pack");
        Places(run).ShouldBe(["split[0]/pack"]);
        run.Journal.Last.Place.ShouldBe(_second.In("pack"));
        run.Instance.Execution.Scopes.ShouldHaveSingleItem().Place.ShouldBe(_first);

        Complete(run, "split[0]/pack");
        Places(run).ShouldBe(["after"]);
        run.Instance.Execution.Scopes.ShouldBeEmpty();
    }

    [Fact]
    public void A_scope_that_ends_at_once_does_not_end_the_node_before_the_others_have_begun()
    {
        var run = Split(null, "pack");

        Places(run).ShouldBe(["split[1]/pack"]);
        run.Status.ShouldBe(WorkflowStatus.Running);
    }

    [Fact]
    public void Scopes_that_all_end_at_once_end_the_node_at_once() => Places(Split(null, null)).ShouldBe(["after"]);

    [Fact]
    public void A_scope_within_a_scope_goes_on_in_the_one_around_it()
    {
        var run = Split("pack", "pack");
        run.Change(draft =>
        {
            draft.Close(draft.Tokens[0]);
            Advance.Into(draft, [run.Opening(_first.In("split", 0), "pack")]);
        });

        Complete(run, "split[0]/split[0]/pack");

        Places(run).ShouldBe(["split[1]/pack", "split[0]/after"]);
    }

    [Fact]
    public void A_scope_that_ends_while_the_instance_is_paused_ends_the_node_when_it_goes_on()
    {
        var run = Split("pack", null);
        run.Pause();
        Complete(run, "split[0]/pack");
        (run.Status, run.Instance.Execution.Tokens.Length).ShouldBe((WorkflowStatus.Paused, 0));

        run.Resume();

        Places(run).ShouldBe(["after"]);
    }

    [Fact]
    public void A_scope_that_is_canceled_takes_with_it_what_is_open_in_it()
    {
        var run = Split("nap", "pack");
        var nap = run.Instance.Execution.Tokens[0];

        var transition = run.Change(draft => Scoping.Close(draft, _first));

        transition.TimersCanceled.ShouldBe([nap.Timer!.Value]);
        Places(run).ShouldBe(["split[1]/pack"]);
        run.Position!.Tokens.ShouldHaveSingleItem().Scope.ShouldBe(_second);
        run.Ignore(new TimerTrigger(nap.Timer.Value));
    }

    [Fact]
    public void A_step_that_runs_in_a_canceled_scope_reports_to_nobody()
    {
        var run = Split("pack", "pack");
        var late = OutcomeOf(run, "split[0]/pack");

        run.Change(draft => Scoping.Close(draft, _first));

        run.Ignore(late).ShouldContain("is not open");
    }

    [Fact]
    public void A_node_stands_for_all_of_its_scopes()
    {
        var run = Split("pack", "pack");

        run.Change(draft =>
        {
            Scoping.Close(draft, WorkflowPlace.Of("split"));
            Advance.Into(draft, [run.Opening(WorkflowPlace.Root, "after")]);
        });

        Places(run).ShouldBe(["after"]);
    }

    [Fact]
    public void Each_scope_listens_for_its_own_waits_and_for_those_behind_its_node()
    {
        var run = Split("ask", "pack");

        run.Subscriptions.Select(known => known.Place.ToString()).Order().ShouldBe(["ask", "ask", "split[0]/ask", "split[0]/ask"]);
        run.Publish(new OrderPaid("o-1")).ShouldBeOfType<Changed>();

        var token = run.Instance.Execution.Tokens.Single(token => token.Scope == _first);
        token.Received.ShouldBe([MessageName.Of(typeof(OrderPaid))]);
        run.Subscriptions.Select(known => known.Place.ToString()).Order().ShouldBe(["ask", "ask", "split[0]/ask"]);
    }

    [Fact]
    public void An_early_event_is_kept_for_the_wait_in_its_scope()
    {
        var run = Split("pack", "pack");
        run.Publish(new OrderPaid("o-1"));

        run.Instance.Execution.KeptEvents.ShouldHaveSingleItem().Waits.Select(wait => wait.ToString()).ShouldBe(["ask"]);
    }

    [Fact]
    public void A_timer_says_what_it_is_for_and_what_it_moves()
    {
        var timers = new List<InstanceTimer>();
        var run = Begun(flow => flow.TimeoutAfter(TimeSpan.FromDays(1)));
        timers.AddRange(run.Start().TimersSet);
        timers.AddRange(run.Change(draft => Open(run, draft, "nap", "pack")).TimersSet);

        timers.Select(timer => (timer.Purpose, timer.Place?.ToString(), timer.Token)).ShouldBe(
            [(WorkflowTimerPurpose.Limit, null, null), (WorkflowTimerPurpose.Wake, "split[0]/nap", 2)]);
    }

    private static EngineRun Begun(Action<IWorkflowBuilder<Order>>? configure = null) => new(flow =>
    {
        configure?.Invoke(flow);
        flow.Step("split", _ => Task.CompletedTask);
        flow.Step("after", _ => Task.CompletedTask);
        flow.Sleep("nap", TimeSpan.FromHours(1));
        flow.WaitForAll("ask", all =>
        {
            all.For<OrderPaid>().CorrelatedBy(paid => paid.OrderId, order => order.OrderId);
            all.For<OrderShipped>().CorrelatedBy(shipped => shipped.ShipmentId, order => order.OrderId);
        });
        flow.Step("pack", _ => Task.CompletedTask);
    });

    private static EngineRun Split(params string?[] firsts)
    {
        var run = Begun();
        run.Start();
        run.Change(draft => Open(run, draft, firsts));
        return run;
    }

    private static void Open(EngineRun run, TransitionDraft draft, params string?[] firsts)
    {
        draft.CancelAll();
        Advance.Into(draft, [.. firsts.Select((first, index) => run.Opening(WorkflowPlace.Root.In("split", index), first))]);
        Advance.CompleteAtEnd(draft);
    }

    private static IEnumerable<string> Places(EngineRun run) => run.Instance.Execution.Tokens.Select(token => token.Place.ToString());

    private static void Complete(EngineRun run, string place) => run.Change(OutcomeOf(run, place));

    private static StepEndedTrigger OutcomeOf(EngineRun run, string place)
    {
        var token = run.Instance.Execution.Tokens.Single(token => token.Place.ToString() == place);
        return new StepEndedTrigger
        {
            Token = token.Id,
            Attempt = token.Attempt,
            Outcome = StepOutcome.Completed,
            StartedAt = run.Now,
            Duration = TimeSpan.FromMilliseconds(5),
            Worker = "worker-1",
        };
    }
}
