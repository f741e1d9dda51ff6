using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

/// <summary>Workers report that attempts go on, and learn whose they are.</summary>
public sealed class ReportTests
{
    [Fact]
    public void The_report_of_another_worker_renews_nothing()
    {
        var run = Charging();
        run.Change(new StepStartedTrigger(1, 1, "worker-1", run.Now));
        run.Ignore(new StepStartedTrigger(1, 1, "worker-2", run.Now));
        run.Ignore(new StepRunningTrigger(1, 1, "worker-2", run.Now) { MustOwn = true });
        run.Token.Worker.ShouldBe("worker-1");
    }

    [Fact]
    public void A_worker_that_gets_the_message_again_has_the_attempt_of_the_one_before_lost()
    {
        var run = Charging();
        run.Change(new StepRunningTrigger(1, 1, "worker-1", run.Now) { MustOwn = true });
        run.Wait(TimeSpan.FromSeconds(1));

        run.Change(new StepRunningTrigger(1, 1, "worker-2", run.Now) { MustOwn = true, IsRedelivered = true });

        run.Journal.Single(EntryKind.StepLost).Detail.ShouldNotBeNull().Worker.ShouldBe("worker-1");
        (run.Token.Attempt, run.Token.StartedAt).ShouldBe((2, null));
        run.LastSent.ShouldBe(new StepMessage("charge", 1, 2));
        run.Ignore(new StepRunningTrigger(1, 1, "worker-2", run.Now) { MustOwn = true, IsRedelivered = true });
    }

    [Fact]
    public void A_worker_that_gets_the_message_again_has_the_attempt_where_no_start_is_recorded_and_keeps_it()
    {
        var run = Charging();
        var claim = new StepRunningTrigger(1, 1, "worker-2", run.Now) { MustOwn = true, IsRedelivered = true };
        run.Change(claim);
        run.Wait(TimeSpan.FromSeconds(1));
        run.Change(claim);

        run.Token.IsRunBy("worker-2", claim.StartedAt).ShouldBeTrue();
        run.Journal.Last.Kind.ShouldBe(EntryKind.StepStarted);
        run.Complete("charge");
    }

    [Fact]
    public void The_report_of_a_worker_of_an_earlier_release_renews_the_lease_also_where_another_began()
    {
        var run = Charging();
        run.Change(new StepRunningTrigger(1, 1, "worker-1", run.Now));
        run.Wait(run.Settings.StaleAfter / 2);
        run.Change(new StepRunningTrigger(1, 1, "worker-2", run.Now));
        run.Wait(run.Settings.StaleAfter / 2);

        run.Ignore(new RedriveTrigger());
    }

    private static EngineRun Charging() => EngineRun.Start(flow => flow.Step("charge", _ => Task.CompletedTask));
}
