using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>Outcomes come from other processes too: what cannot be used is a failure of the attempt, never a stuck instance.</summary>
public class MalformedOutcomeTests
{
    private static EngineRun OneStep() => EngineRun.Start(flow => flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.Zero)));

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("[null]")]
    [InlineData("""[{"op":"add"}]""")]
    [InlineData("""[{"op":"add","path":"Count","value":1}]""")]
    [InlineData("""[{"op":"move","from":"/Count","path":"/Amount"}]""")]
    [InlineData("""[{"op":1,"path":"/Count","value":1}]""")]
    [InlineData("""[{"op":"replace","path":"/Count","value":"many"}]""")]
    [InlineData("""[{"op":"remove","path":""}]""")]
    [InlineData("""[{"op":"replace","path":"/OrderId","value":"\u0000"}]""")]
    public void A_patch_that_cannot_be_applied_is_a_failed_attempt(string patch)
    {
        var run = OneStep();
        var before = run.Instance.State;
        run.Change(run.Outcome(StepOutcome.Completed) with { Change = new StateChange(patch) });

        run.Journal.Single(EntryKind.StepFailed).Error.ShouldNotBeNull().Message.ShouldNotBeEmpty();
        run.Instance.State.ShouldBe(before);
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void A_patch_for_a_state_that_has_moved_on_leaves_the_other_changes_alone()
    {
        var run = OneStep();
        run.Change(run.Outcome(StepOutcome.Completed) with
        {
            Change = new StateChange("""[{"op":"replace","path":"/Count","value":3}]""", "another text", "a text that must not be taken"),
        });
        run.State.Count.ShouldBe(3);
        run.State.OrderId.ShouldBe("o-1");
    }

    [Fact]
    public void An_outcome_that_nobody_knows_is_a_failed_attempt()
    {
        var run = OneStep();
        run.Change(run.Outcome((StepOutcome)99));
        run.Journal.Single(EntryKind.StepFailed).Error.ShouldNotBeNull().Message.ShouldBe("Worker worker-1 reported outcome 99, which this version does not know.");
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
    }

    [Fact]
    public void A_failure_without_an_error_is_recorded_as_unknown()
    {
        var run = OneStep();
        run.Change(run.Outcome(StepOutcome.Failed));
        run.Journal.Single(EntryKind.StepFailed).Error.ShouldNotBeNull().Message.ShouldBe("The step failed, but its worker did not say why.");
    }

    [Fact]
    public void An_error_with_characters_that_no_store_can_hold_is_cleaned()
    {
        var run = OneStep();
        run.Change(run.Outcome(StepOutcome.Failed, error: new WorkflowError { Type = "Some\0Type", Message = "null \0 and half a pair \ud83d", StackTrace = "at \0" }));
        var error = run.Instance.Error.ShouldNotBeNull();
        error.Type.ShouldBe("Some\ufffdType");
        error.Message.ShouldBe("null \ufffd and half a pair \ufffd");
        error.StackTrace.ShouldBe("at \ufffd");
    }

    [Fact]
    public void A_reason_with_characters_that_no_store_can_hold_is_cleaned_and_a_long_one_is_cut()
    {
        var run = OneStep();
        run.Change(new PauseTrigger("an\0n", new string('x', 5_000)));
        run.Journal.Last.Actor.ShouldBe("an\ufffdn");
        run.Journal.Last.Reason.ShouldNotBeNull().Length.ShouldBeLessThan(4_100);
    }
}
