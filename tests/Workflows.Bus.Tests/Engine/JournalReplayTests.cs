using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

public class JournalReplayTests
{
    private static JournalPosition[] PositionsOf(EngineRun run) => [.. JournalReplay.Positions(run.Journal.Entries)];

    [Fact]
    public void Every_entry_has_its_position_and_state()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.Step("charge", _ => Task.CompletedTask);
            flow.If(order => order.Count > 0, then => then.Sleep("rest", TimeSpan.FromMinutes(1)), name: "counted?");
        });
        run.Complete("charge", order => order.Count = 1);
        run.Pause();
        run.Resume();
        run.Pass(TimeSpan.FromMinutes(1));

        PositionsOf(run).Select(position => (position.Sequence, position.Status, string.Join(" ", position.Tokens.Select(token => $"{token.Token}:{token.Node}:{token.State}")))).ShouldBe(
        [
            (1, WorkflowStatus.Running, "1:charge:Dispatched"),
            (2, WorkflowStatus.Running, ""),
            (3, WorkflowStatus.Waiting, "2:rest:Sleeping"),
            (4, WorkflowStatus.Paused, "2:rest:Sleeping"),
            (5, WorkflowStatus.Waiting, "2:rest:Sleeping"),
            (6, WorkflowStatus.Running, ""),
            (7, WorkflowStatus.Completed, ""),
        ]);
        PositionsOf(run)[0].State.ShouldContain("\"Count\":0");
        PositionsOf(run)[1].State.ShouldContain("\"Count\":1");
    }

    [Fact]
    public void A_branch_that_stopped_in_place_and_went_on_again_shows_as_such()
    {
        var run = EngineRun.Start(flow => flow.Step("charge", _ => Task.CompletedTask));
        run.Fail("charge");
        run.Retry();
        PositionsOf(run).Select(position => position.Status).ShouldBe(
            [WorkflowStatus.Running, WorkflowStatus.Running, WorkflowStatus.Faulted, WorkflowStatus.Running]);
    }

    [Fact]
    public void A_missing_definition_shows_as_faulted_until_the_retry()
    {
        var run = EngineRun.Start(flow => flow.Sleep("rest", TimeSpan.FromMinutes(1)));
        var plan = run.Plan;
        run.Plan = null;
        run.Change(new RedriveTrigger());
        run.Plan = plan;
        run.Retry();
        PositionsOf(run).Select(position => position.Status).ShouldBe([WorkflowStatus.Waiting, WorkflowStatus.Faulted, WorkflowStatus.Waiting]);
    }

    [Fact]
    public void The_due_time_of_an_open_timer_is_known()
    {
        var run = EngineRun.Start(flow => flow.Sleep("rest", TimeSpan.FromMinutes(1)));
        PositionsOf(run)[0].Tokens.ShouldHaveSingleItem().DueAt.ShouldBe(EngineRun.StartedAt.AddMinutes(1));
    }

    [Fact]
    public void A_journal_with_a_gap_cannot_be_replayed()
    {
        var run = EngineRun.Start(flow => flow.Finish());
        Should.Throw<ArgumentException>(() => JournalReplay.Positions(run.Journal.Entries.Skip(1)).Count())
            .Message.ShouldStartWith("A journal is replayed from its first entry on, without gaps: expected entry 1, but entry 2 came.");
    }
}
