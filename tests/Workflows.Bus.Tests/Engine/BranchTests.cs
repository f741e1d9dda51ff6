using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Engine;

public class BranchTests
{
    private static void Note(IBlockBuilder<Order> flow, string name) => flow.Step(name, _ => Task.CompletedTask);

    private static EngineRun Deciding(int count, Action<IWorkflowBuilder<Order>> define) => EngineRun.Start(define, new Order { Count = count });

    [Theory]
    [InlineData(1, "then")]
    [InlineData(0, "else")]
    public void A_decision_takes_one_way_and_goes_on_behind_both(int count, string taken)
    {
        var run = Deciding(count, flow =>
        {
            flow.If(order => order.Count > 0, then => Note(then, "then"), name: "counted?").Else(otherwise => Note(otherwise, "else"));
            Note(flow, "behind");
        });
        run.Node.ShouldBe(taken);
        var entry = run.Journal.Single(EntryKind.BranchChosen);
        entry.Node.ShouldBe("counted?");
        entry.Detail.ShouldNotBeNull().Branch.ShouldBe(taken);
        run.Complete(taken);
        run.Node.ShouldBe("behind");
    }

    [Fact]
    public void Without_an_else_it_goes_straight_on() =>
        Deciding(0, flow =>
        {
            flow.If(order => order.Count > 0, then => Note(then, "then"));
            Note(flow, "behind");
        }).Node.ShouldBe("behind");

    [Theory]
    [InlineData(0, "a")]
    [InlineData(1, "b")]
    [InlineData(2, "c")]
    [InlineData(3, "d")]
    public void Decisions_nest(int count, string taken)
    {
        var run = Deciding(count, flow =>
        {
            flow.If(order => order.Count < 2, low =>
                low.If(order => order.Count < 1, then => Note(then, "a")).Else(otherwise => Note(otherwise, "b")))
                .Else(high => high.If(order => order.Count < 3, then => Note(then, "c")).Else(otherwise => Note(otherwise, "d")));
            Note(flow, "behind");
        });
        run.Complete(taken);
        run.Complete("behind");
        run.ShouldHaveEnded(WorkflowStatus.Completed);
    }

    [Fact]
    public void A_decision_that_throws_faults_the_instance_there_and_a_retry_decides_again()
    {
        var broken = true;
        var run = EngineRun.Start(flow =>
        {
            flow.If(_ => broken ? throw new InvalidOperationException("a bug") : true, then => Note(then, "then"), name: "which?");
            Note(flow, "behind");
        });
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("which?");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("a bug");
        broken = false;
        run.Retry();
        run.Node.ShouldBe("then");
    }

    [Fact]
    public void Skipping_a_decision_that_throws_goes_on_behind_both_ways()
    {
        var run = EngineRun.Start(flow =>
        {
            flow.If(order => order.Customer!.Email is null, then => Note(then, "then"));
            Note(flow, "behind");
        });
        run.Skip();
        run.Node.ShouldBe("behind");
    }

    [Fact]
    public void Finish_completes_the_instance_in_the_middle()
    {
        var run = Deciding(1, flow =>
        {
            flow.If(order => order.Count > 0, then => then.Finish());
            Note(flow, "behind");
        });
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void Fail_ends_the_instance_as_failed_with_its_reason()
    {
        var run = Deciding(3, flow => flow.Fail(order => $"counted {order.Count}", "stop"));
        run.ShouldHaveEnded(WorkflowStatus.Failed);
        run.Journal.Last.Reason.ShouldBe("counted 3");
        run.Journal.Last.Node.ShouldBe("stop");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe("counted 3");
    }

    [Fact]
    public void A_failure_without_a_reason_says_so() =>
        Deciding(0, flow => flow.Fail(_ => null!)).Journal.Last.Reason.ShouldBe("no reason given");

    [Fact]
    public void A_reason_that_cannot_be_stored_faults_the_instance()
    {
        var run = Deciding(0, flow => flow.Fail(_ => "half a pair \ud83d", "stop"));
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("stop");
        run.Instance.Error.ShouldNotBeNull().Message.ShouldStartWith("The reason contains a null character or half of a surrogate pair");
    }

    [Fact]
    public void A_reason_that_cannot_be_computed_faults_the_instance_and_skipping_it_ends_the_instance()
    {
        var run = Deciding(0, flow =>
        {
            flow.If(_ => true, then => then.Fail(order => order.Customer!.Email!, "stop"));
            Note(flow, "behind");
        });
        run.Status.ShouldBe(WorkflowStatus.Faulted);
        run.Node.ShouldBe("stop");
        run.Skip();
        run.ShouldHaveEnded(WorkflowStatus.Completed);
        run.Sent.ShouldBeEmpty();
    }

    [Fact]
    public void A_decision_behind_a_step_sees_what_the_step_stored()
    {
        var run = EngineRun.Start(flow =>
        {
            Note(flow, "count");
            flow.If(order => order.Count == 2, then => Note(then, "two"));
        });
        run.Complete("count", order => order.Count = 2);
        run.Node.ShouldBe("two");
    }
}
