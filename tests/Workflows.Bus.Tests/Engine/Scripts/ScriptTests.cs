using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine.Scripts;

/// <summary>An instance on a program that is no plan: what it does next is known only when it is asked.</summary>
public class ScriptTests
{
    [Fact]
    public void Several_places_are_opened_at_once_and_what_follows_waits_for_all_of_them()
    {
        var run = Started(_ => [[Step("pack"), Step("bill"), Nap("cool")], [Step("ship")]]);
        Places(run).ShouldBe(["pack", "bill", "cool"]);
        run.Timers.ShouldHaveSingleItem();

        Return(run, "bill", "1");
        Return(run, "pack", "2");
        Places(run).ShouldBe(["cool"]);

        run.Pass(TimeSpan.FromHours(1));
        Places(run).ShouldBe(["ship"]);
        run.LastSent.Node.ShouldBe("ship");

        Return(run, "ship", "3");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void What_a_step_returns_is_in_the_journal_and_decides_what_comes_next()
    {
        var run = Started(Counted);

        Return(run, "count", "2");
        run.Journal.Single(EntryKind.StepCompleted).Detail!.Result.ShouldBe("2");
        Places(run).ShouldBe(["item#1"]);

        Return(run, "item#1", "0");
        Places(run).ShouldBe(["item#2"]);
        Return(run, "item#2", "0");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_duplicate_of_an_outcome_changes_nothing()
    {
        var run = Started(Counted);
        var ended = Outcome(run, "count", "2");
        run.Change(ended);

        run.Ignore(ended).ShouldContain("is not open");
        run.Ignore(ended with { Result = "7" });
        Places(run).ShouldBe(["item#1"]);
    }

    [Fact]
    public void A_failed_step_is_tried_again_and_then_waits_for_an_operator()
    {
        var run = Started(_ => [[new ProgramStep("charge") { Retry = new RetryPolicy { MaxAttempts = 2, First = TimeSpan.FromMinutes(1) } }]]);
        run.Fail("charge");
        run.Token.State.ShouldBe(WorkflowTokenState.Backoff);
        run.Pass(TimeSpan.FromMinutes(1));
        run.Fail("charge");
        run.Status.ShouldBe(WorkflowStatus.Faulted);

        run.Retry();
        Return(run, "charge", null);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_step_that_returns_something_is_skipped_with_a_value_that_fits()
    {
        var run = Started(Counted);
        run.Fail("count");

        run.Refuse(new SkipTrigger(null, "ann", null)).Message.ShouldContain("there is none");
        run.Refuse(new SkipTrigger("\"two\"", "ann", null)).Message.ShouldContain("JSON that fits Int32");
        run.Skip("2");

        run.Journal.Single(EntryKind.StepSkipped).Detail!.Result.ShouldBe("2");
        Places(run).ShouldBe(["item#1"]);
    }

    [Fact]
    public void One_value_is_not_given_for_several_steps()
    {
        var run = Started(_ => [[Step("pack"), Step("bill")]]);
        run.Change(Failure(run, "pack"));
        run.Change(Failure(run, "bill"));

        run.Refuse(new SkipTrigger("1", "ann", null)).Message.ShouldEndWith("2 steps stand on an error that return a value each, and one value cannot be given for all of them. Name one of them: 'pack', 'bill'.");
        run.Change(new SkipTrigger("1", "ann", null) { Place = "bill" });
        Places(run).ShouldContain("pack");
    }

    [Fact]
    public void The_event_that_a_wait_takes_is_in_the_journal()
    {
        var run = Started(record => Waits(record));

        run.Publish(new OrderPaid("o-1", 5));

        run.Journal.Single(EntryKind.EventReceived).Detail!.Result.ShouldBe("""{"orderId":"o-1","amount":5}""", StringCompareShould.IgnoreCase);
        Places(run).ShouldBe(["thank"]);
    }

    [Fact]
    public void An_event_that_came_while_the_instance_was_paused_is_taken_when_it_goes_on()
    {
        var run = Started(record => Waits(record));
        run.Pause();
        run.Publish(new OrderPaid("o-1", 5));
        Places(run).ShouldBe(["paid"]);

        run.Resume();

        Places(run).ShouldBe(["thank"]);
        run.Journal.Single(EntryKind.EventReceived).Detail!.Result.ShouldNotBeNull();
    }

    [Fact]
    public void A_wait_that_runs_out_of_time_is_told_to_the_program()
    {
        var run = Started(record => Waits(record));

        run.Pass(TimeSpan.FromDays(1));

        Places(run).ShouldBe(["remind"]);
    }

    [Fact]
    public void What_ends_while_the_instance_is_paused_opens_what_follows_only_when_it_goes_on()
    {
        var run = Started(_ => [[Step("pack")], [Step("ship"), Nap("cool")]]);
        run.Pause();
        Return(run, "pack", "1");
        run.Instance.Execution.Tokens.ShouldAllBe(token => token.State == WorkflowTokenState.Held);
        run.Timers.ShouldBeEmpty();

        run.Resume();

        run.Instance.Execution.Tokens.Select(token => token.State).ShouldBe([WorkflowTokenState.Dispatched, WorkflowTokenState.Sleeping], ignoreOrder: true);
    }

    [Fact]
    public void Cancel_closes_everything_that_is_open()
    {
        var run = Started(_ => [[Step("pack"), Nap("cool"), Paid("paid")]]);

        run.Cancel().Canceled.ShouldHaveSingleItem();

        run.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_rewind_forgets_what_came_of_the_node_and_of_what_was_asked_for_behind_it()
    {
        var run = Started(Counted);
        Return(run, "count", "2");
        Return(run, "item#1", "0");
        run.Fail("item#2");
        run.Rewind("count");
        Places(run).ShouldBe(["count"]);

        Return(run, "count", "1");
        Places(run).ShouldBe(["item#1"]);
        Return(run, "item#1", "0");

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_node_that_the_code_does_not_ask_for_any_more_stops_the_instance_until_it_does()
    {
        var run = Started(_ => [[Step("pack")]]);
        var program = run.Program;
        run.Program = new ScriptProgram(_ => [[Step("wrap")]]);
        run.Change(Outcome(run, "pack", "1"));
        run.Instance.Error!.Message.ShouldContain("no node 'pack'");

        run.Program = program;
        run.Retry();

        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    private static IEnumerable<ProgramNode[]> Counted(ScriptRecord record)
    {
        yield return [Step("count")];
        var count = int.Parse(record.Result("count")!, System.Globalization.CultureInfo.InvariantCulture);
        for (var i = 1; i <= count; i++)
            yield return [Step($"item#{i}")];
    }

    private static IEnumerable<ProgramNode[]> Waits(ScriptRecord record)
    {
        yield return [Paid("paid")];
        yield return [Step(record.IsTimedOut("paid") ? "remind" : "thank")];
    }

    private static ProgramStep Step(string name) => new(name) { ResultType = typeof(int) };

    private static ProgramSleep Nap(string name) => new(name, (_, now) => now.AddHours(1));

    private static ProgramWait Paid(string name)
    {
        var paid = new AwaitedEvent(typeof(OrderPaid))
        {
            Correlation = new EventCorrelation(paid => ((OrderPaid)paid).OrderId, order => ((Order)order).OrderId),
            Condition = null,
            Apply = null,
            IgnoreEarlyEvents = false,
        };
        return new ProgramWait(name, WaitRule.One, [paid]) { Timeout = _ => TimeSpan.FromDays(1), HasTimeoutBranch = true, KeepsEvents = true };
    }

    private static EngineRun Started(Func<ScriptRecord, IEnumerable<ProgramNode[]>> body)
    {
        var run = new EngineRun(new ScriptProgram(body));
        run.Start();
        return run;
    }

    private static IEnumerable<string> Places(EngineRun run) => run.Instance.Execution.Tokens.Select(token => token.Place.ToString());

    private static void Return(EngineRun run, string step, string? result) => run.Change(Outcome(run, step, result));

    private static StepEndedTrigger Failure(EngineRun run, string step) =>
        Outcome(run, step, null) with { Outcome = StepOutcome.Failed, Error = ErrorText.Of(new InvalidOperationException("no luck")) };

    private static StepEndedTrigger Outcome(EngineRun run, string step, string? result)
    {
        var token = run.Instance.Execution.Tokens.Single(token => token.Node == step);
        return new StepEndedTrigger
        {
            Token = token.Id,
            Attempt = token.Attempt,
            Outcome = StepOutcome.Completed,
            Result = result,
            StartedAt = run.Now,
            Duration = TimeSpan.FromMilliseconds(5),
            Worker = "worker-1",
        };
    }
}
