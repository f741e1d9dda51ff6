using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>Each of several branches has an error, a lease and an end of its own. They stand at nodes in scopes of "split", which cannot be declared yet.</summary>
public class BranchErrorTests
{
    [Fact]
    public void A_branch_that_goes_on_leaves_the_error_of_another_alone()
    {
        var run = Split("pack", "pack");
        Fail(run, "split[0]/pack", "no box");

        Complete(run, "split[1]/pack");

        (run.Status, run.Instance.Error?.Message).ShouldBe((WorkflowStatus.Faulted, "no box"));
        run.Instance.Execution.Tokens.ShouldHaveSingleItem().Error?.Message.ShouldBe("no box");
    }

    [Fact]
    public void The_instance_shows_the_branch_that_stands_on_an_error_before_one_that_tries_again()
    {
        var run = Split("ship", "pack");
        Fail(run, "split[0]/ship", "no truck");
        (run.Status, run.Instance.Error?.Message).ShouldBe((WorkflowStatus.Running, "no truck"));

        Fail(run, "split[1]/pack", "no box");

        (run.Status, run.Instance.Error?.Message).ShouldBe((WorkflowStatus.Faulted, "no box"));
        run.Instance.CurrentToken!.Place.ToString().ShouldBe("split[1]/pack");
    }

    [Fact]
    public void A_retry_takes_back_the_errors_and_leaves_alone_what_goes_on()
    {
        var run = Split("pack", "pack");
        Fail(run, "split[0]/pack", "no box");
        var other = Of(run, "split[1]/pack");

        run.Change(new RetryTrigger("ann", "boxes came"));

        (run.Status, run.Instance.Error).ShouldBe((WorkflowStatus.Running, null));
        Of(run, "split[1]/pack").ShouldBe(other);
    }

    [Theory]
    [InlineData("split[1]/pack")]
    [InlineData("split[1]")]
    public void One_of_several_places_is_retried(string place)
    {
        var run = FaultedAtBoth();

        run.Change(new RetryTrigger("ann", "boxes came") { Place = place });

        Of(run, "split[1]/pack").State.ShouldBe(WorkflowTokenState.Dispatched);
        (Of(run, "split[0]/pack").State, Of(run, "split[0]/pack").Error?.Message).ShouldBe((WorkflowTokenState.Faulted, "no box"));
        (run.Status, run.Instance.Error?.Message).ShouldBe((WorkflowStatus.Faulted, "no box"));
        run.Journal.Single(EntryKind.WorkflowRetried).Place?.ToString().ShouldBe("split[1]/pack");
    }

    [Fact]
    public void One_of_several_places_is_skipped()
    {
        var run = FaultedAtBoth();

        run.Change(new SkipTrigger(null, "ann", null) { Place = "split[0]/pack" });

        run.Instance.Execution.Tokens.ShouldHaveSingleItem().Place.ToString().ShouldBe("split[1]/pack");
        run.Journal.Single(EntryKind.StepSkipped).Place?.ToString().ShouldBe("split[0]/pack");
    }

    [Fact]
    public void A_node_with_scopes_stands_for_all_of_them()
    {
        var run = FaultedAtBoth();

        run.Change(new RetryTrigger("ann", null) { Place = "split" });

        run.Instance.Execution.Tokens.ShouldAllBe(token => token.State == WorkflowTokenState.Dispatched);
    }

    [Theory]
    [InlineData("split[7]", "Nothing stands on an error at 'split[7]'. On errors stand: 'split[0]/pack', 'split[1]/pack'.", WorkflowRefusal.WrongStatus)]
    [InlineData("split[", "Expected a place such as 'reserve' or 'lines[3]/reserve', but it is 'split['.", WorkflowRefusal.Malformed)]
    [InlineData("", "Expected a place such as 'reserve' or 'lines[3]/reserve', but it is ''.", WorkflowRefusal.Malformed)]
    public void A_place_where_nothing_stands_on_an_error_is_refused(string place, string expected, WorkflowRefusal refusal)
    {
        var run = FaultedAtBoth();

        foreach (Trigger trigger in new Trigger[] { new RetryTrigger("ann", null) { Place = place }, new SkipTrigger(null, "ann", null) { Place = place } })
        {
            var refused = run.Refuse(trigger);
            (refused.Refusal, refused.Message).ShouldBe((refusal, expected));
        }
    }

    [Fact]
    public void What_stands_as_a_whole_is_not_retried_at_a_place()
    {
        var run = Split("pack", "pack");
        var plan = run.Plan;
        run.Plan = null;
        run.Apply(new TimerTrigger(Guid.NewGuid()));
        run.Plan = plan;

        run.Refuse(new RetryTrigger("ann", null) { Place = "split[0]/pack" }).Message.ShouldBe("The instance stands as a whole, not at a place of it. Leave the place out.");
    }

    [Fact]
    public void What_goes_on_beside_a_fault_can_be_paused()
    {
        var run = Split("pack", "pack");
        Fail(run, "split[0]/pack", "no box");

        run.Pause();
        Complete(run, "split[1]/pack");
        run.Status.ShouldBe(WorkflowStatus.Paused);

        run.Resume();
        (run.Status, run.Instance.Error?.Message).ShouldBe((WorkflowStatus.Faulted, "no box"));
        run.Refuse(new PauseTrigger("ann", null)).Refusal.ShouldBe(WorkflowRefusal.WrongStatus);
    }

    [Fact]
    public void The_definition_comes_back_and_every_branch_stands_on_its_own_error()
    {
        var run = Split("pack", "pack");
        Fail(run, "split[0]/pack", "no box");
        Fail(run, "split[1]/pack", "no tape");
        var plan = run.Plan;
        run.Plan = null;
        run.Apply(new TimerTrigger(Guid.NewGuid()));
        run.Instance.Error?.Type.ShouldBe(DefinitionGap.ErrorType);

        run.Plan = plan;
        run.Change(new RedriveTrigger());

        run.Instance.Execution.Tokens.Select(token => token.Error?.Message).ShouldBe(["no box", "no tape"]);
        run.Instance.Error?.Message.ShouldBe("no box");
    }

    [Fact]
    public void A_branch_that_ends_the_instance_cancels_the_attempts_of_the_others()
    {
        var run = Split("pack", "pack");
        var other = Of(run, "split[1]/pack");

        var transition = run.Change(OutcomeOf(run, "split[0]/pack") with { Outcome = StepOutcome.Finish });

        transition.Canceled.ShouldBe([new RunningKey(EngineRun.InstanceId, other.Id, other.Attempt)]);
        run.Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_scope_that_is_canceled_cancels_its_attempts_and_no_others()
    {
        var run = Split("pack", "pack");
        var first = Of(run, "split[0]/pack");

        run.Change(draft => Scoping.Close(draft, first.Scope)).Canceled.ShouldBe([new RunningKey(EngineRun.InstanceId, first.Id, 1)]);
    }

    [Fact]
    public void A_step_that_goes_on_for_long_does_not_keep_the_lost_message_of_another_branch_from_being_sent_again()
    {
        var run = Split("pack", "pack");
        var (lost, lasting) = (Of(run, "split[0]/pack"), Of(run, "split[1]/pack"));
        var stale = run.Instance.StaleAt;
        var beganAt = run.Now;
        for (var i = 0; i < 3; i++)
        {
            run.Wait(run.Settings.StaleAfter / 3);
            run.Change(new StepRunningTrigger(lasting.Id, 1, "worker-1", beganAt));
        }

        run.Instance.StaleAt.ShouldBe(stale);
        run.Change(new RedriveTrigger()).Dispatched.ShouldHaveSingleItem().Id.ShouldBe(lost.Id);
    }

    private static EngineRun Split(params string[] firsts)
    {
        var run = new EngineRun(flow =>
        {
            flow.Step("split", _ => Task.CompletedTask);
            flow.Step("ship", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.FromMinutes(1)));
            flow.Step("pack", _ => Task.CompletedTask);
        });
        run.Start();
        run.Change(draft =>
        {
            draft.CancelAll();
            Advance.Into(draft, [.. firsts.Select((first, index) => run.Opening(WorkflowPlace.Root.In("split", index), first))]);
        });
        return run;
    }

    private static EngineRun FaultedAtBoth()
    {
        var run = Split("pack", "pack");
        Fail(run, "split[0]/pack", "no box");
        Fail(run, "split[1]/pack", "no tape");
        return run;
    }

    private static Token Of(EngineRun run, string place) => run.Instance.Execution.Tokens.Single(token => token.Place.ToString() == place);

    private static void Complete(EngineRun run, string place) => run.Change(OutcomeOf(run, place));

    private static void Fail(EngineRun run, string place, string message) =>
        run.Change(OutcomeOf(run, place) with { Outcome = StepOutcome.Failed, Error = ErrorText.Of(new InvalidOperationException(message)) });

    private static StepEndedTrigger OutcomeOf(EngineRun run, string place) => new()
    {
        Token = Of(run, place).Id,
        Attempt = Of(run, place).Attempt,
        Outcome = StepOutcome.Completed,
        StartedAt = run.Now,
        Duration = TimeSpan.FromMilliseconds(5),
        Worker = "worker-1",
    };
}
