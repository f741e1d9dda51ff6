using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Tests.Engine;

/// <summary>A definition changes under its name and version while instances stand in it.</summary>
public class ChangedNodeTests
{
    private const string Remedy = " Give a changed definition a new version; put the node back and retry, rewind the instance to a node that it has passed, or cancel it.";

    private static readonly Dictionary<string, Action<IWorkflowBuilder<Order>>> _nodes = new()
    {
        ["step"] = flow => flow.Step("node", _ => Task.CompletedTask),
        ["backoff"] = flow => flow.Step("node", _ => Task.CompletedTask).Retry(retry => retry.Constant(3, TimeSpan.FromMinutes(1))),
        ["sleep"] = flow => flow.Sleep("node", TimeSpan.FromMinutes(1)),
        ["wait"] = flow => flow.WaitFor<OrderPaid>("node").CorrelatedBy(e => e.OrderId, s => s.OrderId).Within(TimeSpan.FromMinutes(1), late => late.Finish()),
        ["decision"] = flow => flow.If(order => order.Count < 0, then => then.Finish(), name: "node"),
    };

    public static TheoryData<string, string, string> Changes => new()
    {
        { "step", "sleep", "as at a step, but under that name there is a sleep now" },
        { "step", "wait", "as at a step, but under that name there is a wait now" },
        { "step", "decision", "as at a step, but under that name there is a decision now" },
        { "backoff", "sleep", "as at a step, but under that name there is a sleep now" },
        { "backoff", "wait", "as at a step, but under that name there is a wait now" },
        { "sleep", "step", "as at a sleep, but under that name there is a step now" },
        { "sleep", "wait", "as at a sleep, but under that name there is a wait now" },
        { "sleep", "decision", "as at a sleep, but under that name there is a decision now" },
        { "wait", "step", "as at a wait, but under that name there is a step now" },
        { "wait", "sleep", "as at a wait, but under that name there is a sleep now" },
        { "wait", "decision", "as at a wait, but under that name there is a decision now" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void At_a_node_of_another_kind_whatever_comes_stops_the_instance_and_the_code_put_back_goes_on(string before, string after, string sentence)
    {
        foreach (var trigger in TriggersOf(before))
        {
            var run = StandingAt(before);
            var plan = run.Plan;
            run.Plan = PlanOf(after);

            run.Change(trigger(run));

            run.Status.ShouldBe(WorkflowStatus.Faulted, $"{before} to {after}");
            run.Instance.Error.ShouldNotBeNull().Message.ShouldBe($"order v3, node 'node': the instance stands there {sentence}.{Remedy}");
            run.Refuse(new RetryTrigger("ann", null)).Message.ShouldBe(run.Instance.Error.Message);

            run.Plan = plan;
            run.Retry();
            run.Instance.Error?.Type.ShouldNotBe(DefinitionGap.ErrorType);
            run.Status.ShouldNotBe(WorkflowStatus.Faulted);
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void An_instance_at_a_node_of_another_kind_can_be_rewound_and_canceled(string before, string after, string sentence)
    {
        var rewound = StandingAt(before);
        rewound.Plan = PlanOf(after);
        rewound.Rewind("first");
        rewound.Node.ShouldBe("first", sentence);

        var canceled = StandingAt(before);
        canceled.Plan = PlanOf(after);
        canceled.Cancel();
        canceled.ShouldHaveEnded(WorkflowStatus.Canceled);
    }

    [Fact]
    public void A_wait_that_is_for_another_event_now_stops_the_instance()
    {
        var run = StandingAt("wait");
        var plan = run.Plan;
        run.Plan = Plans.Of(flow => flow.WaitFor<OrderShipped>("node").CorrelatedBy(e => e.ShipmentId, s => s.OrderId));

        run.Change(new RedriveTrigger());

        run.Instance.Error.ShouldNotBeNull().Message.ShouldBe(
            $"order v3, node 'node': the instance waits there for urn:message:Workflows.Tests:OrderPaid, but the wait is for urn:message:Workflows.Tests:OrderShipped now.{Remedy}");
        run.Subscriptions.ShouldHaveSingleItem().EventType.ShouldBe("urn:message:Workflows.Tests:OrderPaid");
        run.Plan = plan;
        run.Retry();
        run.Publish(new OrderPaid("o-1"));
        run.Node.ShouldBe("last");
    }

    [Fact]
    public void A_wait_that_is_for_one_event_more_goes_on()
    {
        var run = StandingAt("wait");
        run.Plan = Plans.Of(flow =>
        {
            flow.Step("first", _ => Task.CompletedTask);
            flow.WaitForAny("node", any =>
            {
                any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
                any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
            });
            flow.Step("last", _ => Task.CompletedTask);
        });

        run.Publish(new OrderPaid("o-1"));

        run.Node.ShouldBe("last");
    }

    [Fact]
    public void A_step_that_failed_for_good_is_not_retried_as_another_kind_of_node()
    {
        var run = StandingAt("step");
        run.Fail("node");
        var plan = run.Plan;
        run.Plan = PlanOf("wait");

        run.Refuse(new RetryTrigger("ann", null)).Message.ShouldStartWith("order v3, node 'node': the instance stands there as at a step");

        run.Plan = plan;
        run.Retry();
        run.LastSent.ShouldBe(new StepMessage("node", 2, 2));
    }

    [Fact]
    public void An_instance_that_has_not_begun_begins_wherever_the_definition_does_now()
    {
        var run = new EngineRun(_nodes["sleep"]);
        run.Start(new StartTrigger { State = new Order(), StartAt = run.Now.AddMinutes(1) });
        run.Plan = PlanOf("step");

        run.Pass(TimeSpan.FromMinutes(1));

        run.LastSent.Node.ShouldBe("first");
    }

    private static IEnumerable<Func<EngineRun, Trigger>> TriggersOf(string node)
    {
        yield return _ => new RedriveTrigger();
        if (node is "step")
        {
            yield return run => new StepHeldTrigger(run.Token.Id, run.Token.Attempt);
            yield return run => new StepStartedTrigger(run.Token.Id, run.Token.Attempt, "worker-1", run.Now);
            yield return run => new StepRunningTrigger(run.Token.Id, run.Token.Attempt, "worker-1", run.Now);
            yield return run => new StepLostTrigger(run.Token.Id, run.Token.Attempt);
            yield return run => run.Outcome(StepOutcome.Completed);
        }
        else
        {
            yield return run =>
            {
                run.Wait(TimeSpan.FromMinutes(1));
                var timer = run.Timers.Keys.Single();
                run.Timers.Clear();
                return new TimerTrigger(timer);
            };
        }
    }

    private static EngineRun StandingAt(string node)
    {
        var run = new EngineRun(PlanOf(node));
        run.Start();
        run.Complete("first");
        if (node is "backoff")
            run.Fail("node");

        run.Node.ShouldBe("node");
        return run;
    }

    private static Workflows.Definition.WorkflowPlan PlanOf(string node) => Plans.Of(flow =>
    {
        flow.Step("first", _ => Task.CompletedTask);
        _nodes[node](flow);
        flow.Step("last", _ => Task.CompletedTask);
    });

    [Fact]
    public void A_wait_that_is_for_one_event_more_takes_that_too()
    {
        var run = StandingAt("wait");
        run.Plan = Plans.Of(flow =>
        {
            flow.Step("first", _ => Task.CompletedTask);
            flow.WaitForAny("node", any =>
            {
                any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
                any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.OrderId);
            });
            flow.Step("last", _ => Task.CompletedTask);
        });

        run.Publish(new OrderShipped("o-2")).ShouldBeOfType<Ignored>();
        run.Publish(new OrderShipped("o-1"));

        run.Node.ShouldBe("last");
    }

    [Fact]
    public void A_wait_ahead_that_has_another_name_now_has_its_event_kept()
    {
        static Workflows.Definition.WorkflowPlan Paying(string name) => Plans.Of(flow =>
        {
            flow.Sleep("rest", TimeSpan.FromHours(1));
            flow.WaitFor<OrderPaid>(name).CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.Step("last", _ => Task.CompletedTask);
        });

        var run = new EngineRun(Paying("payment"));
        run.Start();
        run.Plan = Paying("pay");

        run.Publish(new OrderPaid("o-1"));
        run.Pass(TimeSpan.FromHours(1));

        run.Node.ShouldBe("last");
    }
}
