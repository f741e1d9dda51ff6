using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>A worker may go on with the next step by itself, under the message of the step before.</summary>
public class CarriedStepTests
{
    private static EngineRun Run(Action<IWorkflowBuilder<Order>>? define = null) => EngineRun.Start(define ?? (flow =>
    {
        flow.Step("reserve", _ => Task.CompletedTask);
        flow.Step("charge", _ => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.Zero));
        flow.Step("ship", _ => Task.CompletedTask);
    }));

    private static void CompleteAndGoOn(EngineRun run) => run.Change(run.Outcome(StepOutcome.Completed) with { Carrier = 1 });

    [Fact]
    public void The_next_step_is_carried_by_the_message_of_the_first()
    {
        var run = Run();
        CompleteAndGoOn(run);
        run.Token.CarriedBy.ShouldBe(1);
        CompleteAndGoOn(run);
        run.Node.ShouldBe("ship");
        run.Token.CarriedBy.ShouldBe(1);
    }

    [Fact]
    public void Without_a_worker_that_goes_on_the_next_step_is_sent()
    {
        var run = Run();
        run.Complete("reserve");
        run.Token.CarriedBy.ShouldBeNull();
    }

    [Fact]
    public void A_step_with_a_message_of_its_own_or_another_queue_is_sent()
    {
        var own = Run(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("charge", _ => Task.CompletedTask).MessagePerStep();
        });
        CompleteAndGoOn(own);
        own.Token.CarriedBy.ShouldBeNull();
        var queue = Run(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("charge", _ => Task.CompletedTask).OnQueue("slow");
        });
        CompleteAndGoOn(queue);
        queue.Token.CarriedBy.ShouldBeNull();
    }

    [Fact]
    public void A_retry_at_once_is_carried_too()
    {
        var run = Run();
        CompleteAndGoOn(run);
        run.Change(run.Outcome(StepOutcome.Failed, error: ErrorText.Of(new TimeoutException())) with { Carrier = 1 });
        run.Token.CarriedBy.ShouldBe(1);
        run.Token.Attempt.ShouldBe(2);
    }

    [Fact]
    public void A_carried_step_that_is_driven_on_gets_a_message_of_its_own()
    {
        var run = Run();
        CompleteAndGoOn(run);
        run.Wait(run.Settings.StaleAfter * 2);
        run.Change(new RedriveTrigger()).Dispatched.ShouldHaveSingleItem().CarriedBy.ShouldBeNull();
        run.Token.CarriedBy.ShouldBeNull();
    }

    [Fact]
    public void Whoever_takes_over_a_lost_step_may_carry_its_next_attempt()
    {
        var run = Run();
        CompleteAndGoOn(run);
        run.Change(new StepLostTrigger(run.Token.Id, 1, Carrier: 1));
        run.Token.CarriedBy.ShouldBe(1);
        run.Token.Attempt.ShouldBe(2);
    }

    [Fact]
    public void The_outcome_that_ends_the_instance_carries_nothing()
    {
        var run = Run(flow => flow.Step("reserve", _ => Task.CompletedTask));
        CompleteAndGoOn(run);
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void The_first_step_is_carried_by_the_event_that_started_the_instance()
    {
        var run = Began();
        run.Token.CarriedBy.ShouldBe(Token.Start);
        run.Change(run.Outcome(StepOutcome.Completed) with { Carrier = Token.Start });
        (run.Node, run.Token.CarriedBy).ShouldBe(("charge", Token.Start));
    }

    [Fact]
    public void A_start_that_is_put_off_carries_nothing()
    {
        var run = Began(trigger => trigger with { StartAt = EngineRun.StartedAt.AddDays(1) });
        run.Token.CarriedBy.ShouldBeNull();
    }

    private static EngineRun Began(Func<StartTrigger, StartTrigger>? configure = null)
    {
        var run = new EngineRun(flow =>
        {
            flow.Step("reserve", _ => Task.CompletedTask);
            flow.Step("charge", _ => Task.CompletedTask);
        });
        var trigger = new StartTrigger { State = new Order(), Carrier = Token.Start };
        run.Start(configure is null ? trigger : configure(trigger));
        return run;
    }
}
