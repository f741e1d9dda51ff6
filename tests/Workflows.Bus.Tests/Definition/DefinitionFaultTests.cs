namespace Workflows.Tests.Definition;

/// <summary>What cannot be meant is refused at startup, with the place, what was expected and what came.</summary>
public class DefinitionFaultTests
{
    private static readonly Func<StepContext<Order>, Task> _code = _ => Task.CompletedTask;

    private static void ShouldFault(Action<IWorkflowBuilder<Order>> define, params string[] faults) =>
        Plans.FaultsOf(define).ShouldBe(faults);

    private static void StepShouldFault(Action<IStepBuilder<Order>> configure, params string[] faults) =>
        ShouldFault(flow => configure(flow.Step("charge", _code)), [.. faults.Select(fault => $"order v3, node 'charge': {fault}")]);

    private static void WaitShouldFault(Action<IWaitBuilder<Order, OrderPaid>> configure, params string[] faults) =>
        ShouldFault(flow => configure(flow.WaitFor<OrderPaid>("payment")), [.. faults.Select(fault => $"order v3, node 'payment': {fault}")]);

    [Fact]
    public void A_workflow_without_nodes() =>
        ShouldFault(_ => { }, "order v3: expected at least one node, but it declares none.");

    [Fact]
    public void Two_nodes_of_one_name_also_in_different_branches() =>
        ShouldFault(flow =>
        {
            flow.Step("charge", _code);
            flow.If(_ => true, then => then.Sleep("charge", TimeSpan.FromMinutes(1)));
        }, "order v3, node 'charge': expected a name of its own for every node, but another node has the same; give one of them a name.");

    [Fact]
    public void A_node_whose_name_nobody_can_read()
    {
        ShouldFault(flow => flow.Step("", _code), "order v3, node '': expected a node name of 1 to 100 printable characters, but it is ''.");
        ShouldFault(flow => flow.Step(null!, _code), "order v3: expected a node name of 1 to 100 printable characters, but it is ''.");
        ShouldFault(flow => flow.Step("a\nb", _code), "order v3, node 'a\nb': expected a node name of 1 to 100 printable characters, but it is 'a\nb'.");
        Plans.FaultsOf(flow => flow.Step(new string('x', 101), _code)).Count.ShouldBe(1);
        Plans.FaultsOf(flow => flow.Step("half \ud83d", _code)).Count.ShouldBe(1);
        Plans.FaultsOf(flow => flow.Step(new string('x', 100), _code)).ShouldBeEmpty();
        Plans.FaultsOf(flow => flow.Step("Ärger 😀 / \"quoted\"", _code)).ShouldBeEmpty();
    }

    [Fact]
    public void A_node_that_nothing_leads_to()
    {
        ShouldFault(flow =>
        {
            flow.Finish("done");
            flow.Step("charge", _code);
        }, "order v3, node 'charge': expected a node that can be reached, but it stands behind 'done', which ends the instance.");
        ShouldFault(flow =>
        {
            flow.If(_ => true, then => then.Finish()).Else(otherwise => otherwise.Fail("no"));
            flow.Step("charge", _code);
        }, "order v3, node 'charge': expected a node that can be reached, but it stands behind 'if-1', which ends the instance.");
        ShouldFault(flow =>
        {
            flow.If(_ => true, then => then.Finish());
            flow.Step("charge", _code);
        });
    }

    [Fact]
    public void A_decision_without_ways() =>
        ShouldFault(flow => flow.If(_ => true, _ => { }, name: "which?"),
            "order v3, node 'which?': expected at least one node in one of its branches, but both are empty.");

    [Fact]
    public void A_second_Else() =>
        ShouldFault(flow =>
        {
            var branch = flow.If(_ => true, then => then.Step("a", _code), name: "which?");
            branch.Else(otherwise => otherwise.Step("b", _code));
            branch.Else(otherwise => otherwise.Step("c", _code));
        }, "order v3, node 'which?': expected one Else, but there are several.");

    [Fact]
    public void A_message_type_that_no_bus_can_name()
    {
        ShouldFault(flow => flow.WaitFor<MessageWithoutNamespace>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId),
            "order v3, node 'payment': expected a message type in a namespace, which is part of its name on the wire, but MessageWithoutNamespace has none.");
        ShouldFault(flow => flow.WaitFor<string>("payment").SentToInstance(), "order v3, node 'payment': expected a message type of your own, but it is System.String.");
        Plans.FaultsOf(flow => flow.WaitFor<OrderPaid[]>("payment").SentToInstance()).Count.ShouldBe(1);
        ShouldFault(flow =>
        {
            flow.StartedBy<MessageWithoutNamespace>(e => new Order { OrderId = e.OrderId });
            flow.Step("charge", _code);
        }, "order v3: expected a message type in a namespace, which is part of its name on the wire, but MessageWithoutNamespace has none.");
    }

    [Fact]
    public void Two_ways_to_start_by_one_event() =>
        ShouldFault(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.StartedBy<OrderPlaced>(_ => new Order());
            flow.Step("charge", _code);
        }, "order v3: expected one StartedBy per event type, but there are 2 for Workflows.Tests.OrderPlaced.");

    [Fact]
    public void A_wait_for_an_event_that_is_for_nobody() =>
        WaitShouldFault(_ => { }, "expected to know which instance an event is for: .CorrelatedBy(e => ..., s => ...) or .SentToInstance(), but OrderPaid has neither, and no CorrelatedBy<Guid>.");

    [Fact]
    public void A_wait_with_two_ways_to_address_it() =>
        WaitShouldFault(wait => wait.SentToInstance().CorrelatedBy(e => e.OrderId, s => s.OrderId), "expected either CorrelatedBy or SentToInstance, but both are declared.");

    [Fact]
    public void Settings_of_a_wait_that_replace_each_other() =>
        WaitShouldFault(
            wait => wait.CorrelatedBy(e => e.OrderId, s => s.OrderId).CorrelatedBy(e => e.OrderId, s => s.OrderId)
                .When((_, _) => true).When((_, _) => false)
                .OnReceived((_, _) => { }).OnReceived((_, _) => { })
                .Within(TimeSpan.FromDays(1)).Within(TimeSpan.FromDays(2)),
            "expected one CorrelatedBy, but there are several.",
            "expected one When, but there are several.",
            "expected one OnReceived, but there are several.",
            "expected one Within, but there are several.");

    [Fact]
    public void Settings_of_a_step_that_replace_each_other() =>
        StepShouldFault(
            step => step.Timeout(TimeSpan.FromSeconds(1)).Timeout(TimeSpan.FromSeconds(2)).OnQueue("a").OnQueue("b")
                .Retry(retry => retry.Constant(2, TimeSpan.Zero)).Retry(retry => retry.Constant(2, TimeSpan.Zero).Constant(3, TimeSpan.Zero)),
            "expected one Timeout, but there are several.",
            "expected one OnQueue, but there are several.",
            "expected one Retry, but there are several.",
            "expected one retry schedule, but there are several.");

    [Fact]
    public void Times_that_cannot_be()
    {
        StepShouldFault(step => step.Timeout(TimeSpan.Zero), "expected a step timeout of more than zero and at most 24 days, but it is 00:00:00.");
        StepShouldFault(step => step.Timeout(TimeSpan.FromDays(25)), "expected a step timeout of more than zero and at most 24 days, but it is 25.00:00:00.");
        ShouldFault(flow =>
        {
            flow.TimeoutAfter(TimeSpan.FromSeconds(-1));
            flow.Step("charge", _code);
        }, "order v3: expected a workflow timeout of more than zero, but it is -00:00:01.");
    }

    [Fact]
    public void A_queue_without_a_name() =>
        StepShouldFault(step => step.OnQueue(" "), "expected a queue name of 1 to 100 printable characters, but it is ' '.");

    [Fact]
    public void A_retry_that_declares_nothing() =>
        StepShouldFault(step => step.Retry(_ => { }), "expected a retry schedule: Exponential, Linear or Constant, but Retry declares none.");

    [Fact]
    public void Retry_schedules_that_cannot_be()
    {
        StepShouldFault(step => step.Retry(retry => retry.Exponential(0, TimeSpan.Zero, factor: 0.5, jitter: 2)),
            "expected a retry factor of at least 1, but it is 0.5.",
            "expected a first retry delay of more than zero, but it is 00:00:00.",
            "expected at least 1 attempt, but maxAttempts is 0.",
            "expected a retry jitter from 0 to 1, but it is 2.");
        StepShouldFault(step => step.Retry(retry => retry.Exponential(2, TimeSpan.FromSeconds(1), factor: double.NaN, jitter: double.NaN)),
            "expected a retry factor of at least 1, but it is NaN.",
            "expected a retry jitter from 0 to 1, but it is NaN.");
        StepShouldFault(step => step.Retry(retry => retry.Linear(2, TimeSpan.FromSeconds(-1), TimeSpan.FromSeconds(-2))),
            "expected a retry increment of zero or more, but it is -00:00:02.",
            "expected a first retry delay of more than zero, but it is -00:00:01.");
        StepShouldFault(step => step.Retry(retry => retry.Constant(2, TimeSpan.FromSeconds(-1))), "expected a retry delay of zero or more, but it is -00:00:01.");
        StepShouldFault(step => step.Retry(retry => retry.Linear(2, TimeSpan.FromSeconds(5), TimeSpan.Zero, cap: TimeSpan.FromSeconds(4))),
            "expected a retry cap of at least the first delay, 00:00:05, but it is 00:00:04.");
    }

    [Fact]
    public void Actions_that_nobody_knows()
    {
        StepShouldFault(step => step.OnError((ErrorAction)9), "expected a known ErrorAction: Fault, Skip, Pause, Cancel, Fail, but it is 9.");
        ShouldFault(flow =>
        {
            flow.OnError<TimeoutException>((ErrorAction)9);
            flow.TimeoutAfter(TimeSpan.FromDays(1), (TimeoutAction)9);
            flow.UniqueBy(s => s.OrderId, (DuplicateAction)9);
            flow.Step("charge", _code);
        },
        "order v3: expected a known ErrorAction: Fault, Skip, Pause, Cancel, Fail, but it is 9.",
        "order v3: expected a known TimeoutAction: Fail, Cancel, Pause, but it is 9.",
        "order v3: expected a known DuplicateAction: Refuse, ReturnRunning, Replace, but it is 9.");
    }

    [Fact]
    public void Settings_of_a_workflow_that_replace_each_other() =>
        ShouldFault(flow =>
        {
            flow.UniqueBy(s => s.OrderId);
            flow.UniqueBy(s => s.ShipmentId);
            flow.TimeoutAfter(TimeSpan.FromDays(1));
            flow.TimeoutAfter(TimeSpan.FromDays(2));
            flow.Step("charge", _code);
        },
        "order v3: expected one UniqueBy, but there are several.",
        "order v3: expected one TimeoutAfter, but there are several.");

    [Fact]
    public void Faults_in_branches_are_found_too() =>
        Plans.FaultsOf(flow =>
        {
            flow.WaitFor<OrderApproved>("approval").Within(TimeSpan.FromDays(1), late => late.If(_ => true, _ => { }, name: "which?"));
            flow.If(_ => true, then => then.WaitFor<OrderPaid>("payment"));
        }).Count.ShouldBe(2);
}
