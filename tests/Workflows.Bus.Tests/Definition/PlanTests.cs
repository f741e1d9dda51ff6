using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class PlanTests
{
    private sealed class ChargeStep : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.CompletedTask;
    }

    private sealed class Step : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.CompletedTask;
    }

    private sealed class SendStep<T> : IStep<Order>
    {
        public Task Execute(StepContext<Order> context) => Task.CompletedTask;
    }

    private static readonly Func<StepContext<Order>, Task> _code = _ => Task.CompletedTask;

    private static readonly WorkflowPlan _plan = Plans.Of(flow =>
    {
        flow.Step("a", _code);
        flow.WaitFor<OrderApproved>("w1").Within(TimeSpan.FromDays(1), late => late.WaitFor<OrderApproved>("w2"));
        flow.If(_ => true, then =>
        {
            then.Step("b", _code);
            then.Finish();
        }).Else(otherwise => otherwise.WaitFor<OrderApproved>("w3"));
        flow.Step("c", _code);
    });

    [Fact]
    public void Steps_are_named_after_their_class_or_as_declared() =>
        Plans.Of(flow =>
        {
            flow.Step<ChargeStep>();
            flow.Step<ChargeStep>("again");
            flow.Step<Step>();
            flow.Step<SendStep<int>>();
        }).Nodes.Select(node => node.Name).ShouldBe(["Charge", "again", "Step", "Send"]);

    [Fact]
    public void Nodes_without_a_name_are_numbered_in_their_order() =>
        Plans.Of(flow =>
        {
            flow.If(_ => true, then => then.If(_ => true, inner => inner.Fail("x")).Else(other => other.Fail("y")));
            flow.If(_ => true, then => then.Finish());
        }).Nodes.Select(node => node.Name).ShouldBe(["if-1", "if-2", "fail-1", "fail-2", "if-3", "finish-1"]);

    [Fact]
    public void Nodes_stand_in_the_order_of_the_definition() =>
        _plan.Nodes.Select(node => node.Name).ShouldBe(["a", "w1", "w2", "if-1", "b", "finish-1", "w3", "c"]);

    [Theory]
    [InlineData("a", "w1")]
    [InlineData("w1", "if-1 w2")]
    [InlineData("w2", "if-1")]
    [InlineData("if-1", "b w3")]
    [InlineData("b", "finish-1")]
    [InlineData("finish-1", "")]
    [InlineData("w3", "c")]
    [InlineData("c", "(end)")]
    public void Every_node_leads_on_behind_its_block(string name, string exits) =>
        string.Join(" ", _plan.Find(name)!.Exits().Select(exit => exit.Node?.Name ?? "(end)")).ShouldBe(exits);

    [Theory]
    [InlineData("a", "w1 w3 w2")]
    [InlineData("w1", "w1 w3 w2")]
    [InlineData("w2", "w2 w3")]
    [InlineData("if-1", "w3")]
    [InlineData("b", "")]
    [InlineData("w3", "w3")]
    [InlineData("c", "")]
    public void Every_node_knows_the_waits_ahead(string name, string waits) =>
        string.Join(" ", _plan.Find(name)!.WaitsAhead.Select(wait => wait.Name)).ShouldBe(waits);

    [Fact]
    public void A_condition_is_its_own_label() =>
        Plans.Of(flow => flow.If(s => s.Count > 3, then => then.Finish())).First.Label.ShouldBe("s => s.Count > 3");

    [Fact]
    public void Nodes_say_what_they_do()
    {
        var labels = Plans.Of(flow =>
        {
            flow.Step("step", _code).Retry(retry => retry.Constant(3, TimeSpan.Zero));
            flow.Step("once", _code);
            flow.Sleep("sleep", TimeSpan.FromHours(1.5));
            flow.Sleep("computed", s => s.Delay);
            flow.SleepUntil("until", s => s.PaidAt!.Value);
            flow.WaitFor<OrderApproved>("wait");
            flow.WaitFor<OrderApproved>("limited").Within(TimeSpan.FromDays(1));
            flow.WaitFor<OrderApproved>("computed limit").Within(s => s.Delay);
        }).Nodes.ToDictionary(node => node.Name, node => node.Label);
        labels.ShouldBe(new Dictionary<string, string?>
        {
            ["step"] = "up to 3 attempts",
            ["once"] = null,
            ["sleep"] = "01:30:00",
            ["computed"] = "from state",
            ["until"] = "until, from state",
            ["wait"] = "OrderApproved",
            ["limited"] = "OrderApproved within 1.00:00:00",
            ["computed limit"] = "OrderApproved within a time from the state",
        });
    }

    [Fact]
    public void Steps_may_be_carried_unless_they_or_their_workflow_ask_for_messages()
    {
        static IEnumerable<bool> MayContinue(bool all) => Plans.Of(flow =>
        {
            if (all)
                flow.MessagePerStep();

            flow.Step("a", _code);
            flow.Step("b", _code).MessagePerStep();
        }).Steps.Select(step => step.MayContinue);

        MayContinue(all: false).ShouldBe([true, false]);
        MayContinue(all: true).ShouldBe([false, false]);
    }
}
