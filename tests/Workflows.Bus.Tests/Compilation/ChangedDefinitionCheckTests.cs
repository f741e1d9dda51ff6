using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>A definition changes under its name and version while instances are open: that is said for as long as they are.</summary>
public sealed class ChangedDefinitionCheckTests
{
    private const WorkflowFindingKind Kind = WorkflowFindingKind.DefinitionChanged;

    private static readonly Action<IWorkflowBuilder<Order>> _before = flow =>
    {
        flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        flow.WaitFor<OrderApproved>("approval");
        flow.Step("ship", _ => Task.CompletedTask);
    };

    private static readonly Action<IWorkflowBuilder<Order>> _after = flow =>
    {
        flow.WaitFor<OrderPaid>("pay").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        flow.Step("audit", _ => Task.CompletedTask);
        flow.Sleep("ship", TimeSpan.FromHours(1));
    };

    private const string Text =
        "order v3 is not the definition that its open instances began with (gone: 'payment', 'approval'; new: 'pay', 'audit'; of another kind or for other events: 'ship'; leading elsewhere: 'Start'). "
        + "1 stand at 'approval', 2 stand at 'payment', which is not there as it was: they stop with an error when something comes for them. "
        + "Give a changed definition a new version and put this one back; or rewind or cancel them.";

    [Fact]
    public async Task What_has_changed_and_how_many_stand_there_is_said_at_every_start()
    {
        await using var first = new TestBus(_before);
        var waiting = await first.StartAsync(new Order { OrderId = "o-1" });
        await first.StartAsync(new Order { OrderId = "o-2" });
        await first.StartAsync(new Order { OrderId = "o-3" });
        await first.PublishAsync(new OrderPaid("o-3"));
        (await first.FindAsync(Kind)).ShouldBeEmpty();

        await using var second = new TestBus(_after, continues: first);
        await using var third = new TestBus(_after, continues: first);
        foreach (var bus in new[] { second, third })
        {
            var finding = (await bus.FindAsync(Kind)).ShouldHaveSingleItem();
            finding.Text.ShouldBe(Text);
            (finding.Workflow, finding.Version, finding.Count, finding.Severity).ShouldBe(("order", 3, 3, WorkflowFindingSeverity.Warning));
            await Eventually.ShouldHoldAsync(() => bus.Log.Lines.Any(line => line.EventId == 1302 && line.Message.Contains(Text)));
            var details = await bus.Client.GetAsync(waiting.InstanceId, TestContext.Current.CancellationToken);
            details.ShouldNotBeNull().Blocker.ShouldNotBeNull().ShouldStartWith("order v3 has no node 'payment' any more. ");
        }
    }

    [Fact]
    public async Task The_definition_that_instances_began_with_is_kept_beside_the_new_one()
    {
        await using var first = new TestBus(_before);
        await first.StartAsync();
        await first.IsReadyAsync();
        await using var second = new TestBus(_after, continues: first);
        await second.IsReadyAsync();
        await using var third = new TestBus(_after, continues: first);
        await third.IsReadyAsync();

        var definition = (await third.Client.GetDefinitionsAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

        definition.Nodes.ShouldContain(node => node.Name == "audit");
        definition.Former.ShouldHaveSingleItem().Nodes.ShouldContain(node => node.Name == "approval");
    }

    [Fact]
    public async Task With_the_old_code_back_nothing_is_wrong_any_more()
    {
        await using var first = new TestBus(_before);
        await first.StartAsync();
        await first.IsReadyAsync();
        await using var second = new TestBus(_after, continues: first);
        await second.IsReadyAsync();
        await using var third = new TestBus(_before, continues: first);
        await third.IsReadyAsync();

        var findings = await third.FindAsync(Kind);

        findings.ShouldHaveSingleItem().Text.ShouldContain("1 open instances go on with it as it is now.", Case.Sensitive, "Some may have begun with the other one meanwhile.");
    }

    [Fact]
    public async Task Without_open_instances_a_definition_may_change()
    {
        await using var first = new TestBus(_before);
        var run = await first.StartAsync();
        await first.IsReadyAsync();
        await first.Client.CancelAsync(run.InstanceId, cancellationToken: TestContext.Current.CancellationToken);

        await using var second = new TestBus(_after, continues: first);

        (await second.FindAsync(Kind)).ShouldBeEmpty();
        (await second.Client.GetDefinitionsAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem().Former.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_text_for_people_is_no_change()
    {
        await using var first = new TestBus(flow => flow.Sleep("rest", TimeSpan.FromHours(1)));
        await first.StartAsync();
        await first.IsReadyAsync();

        await using var second = new TestBus(flow => flow.Sleep("rest", TimeSpan.FromHours(2)), continues: first);

        (await second.FindAsync(Kind)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_wait_that_has_another_key_or_an_event_more_is_said_with_how_many_stand_there()
    {
        await using var first = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        await first.StartAsync(new Order { OrderId = "o-1", ShipmentId = "s-1" });
        await first.StartAsync(new Order { OrderId = "o-2", ShipmentId = "s-2" });
        await first.IsReadyAsync();

        await using var second = new TestBus(
            flow => flow.WaitForAny("payment", any =>
            {
                any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.ShipmentId);
                any.For<OrderShipped>().CorrelatedBy(e => e.ShipmentId, s => s.ShipmentId);
            }),
            continues: first);

        (await second.FindAsync(Kind)).ShouldHaveSingleItem().Text.ShouldBe(
            "order v3 is not the definition that its open instances began with (listening otherwise: 'payment' (OrderPaid: e => e.OrderId is s => s.ShipmentId, before: e => e.OrderId is s => s.OrderId, OrderShipped as well)). "
            + "2 open instances go on with it as it is now. 2 stand at 'payment', which listens otherwise than before: instances that rest are made to listen as the definition has it now. "
            + "Give a changed definition a new version and put this one back; or rewind or cancel them.");
        second.Get<global::Workflows.Compilation.RegisteredDefinitions>().Views().ShouldHaveSingleItem().Nodes.Single(node => node.Name == "payment").Correlations
            .ShouldContain(new WorkflowCorrelation("urn:message:Workflows.Tests:OrderPaid", "e => e.OrderId is s => s.ShipmentId"));
    }

    [Fact]
    public async Task A_wait_that_is_sent_to_now_is_said_also_where_instances_have_it_before_them()
    {
        await using var first = new TestBus(flow =>
        {
            flow.Sleep("rest", TimeSpan.FromHours(1));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        await first.StartAsync();
        await first.IsReadyAsync();

        await using var second = new TestBus(
            flow =>
            {
                flow.Sleep("rest", TimeSpan.FromHours(1));
                flow.WaitFor<OrderPaid>("payment").SentToInstance();
            },
            continues: first);

        (await second.FindAsync(Kind)).ShouldHaveSingleItem().Text.ShouldBe(
            "order v3 is not the definition that its open instances began with (listening otherwise: 'payment' (OrderPaid: sent to the instance, before: e => e.OrderId is s => s.OrderId)). "
            + "1 open instances go on with it as it is now. Waits ahead of them listen otherwise than before: instances that rest are made to listen as the definition has it now. "
            + "Give a changed definition a new version and put this one back; or rewind or cancel them.");
    }

    [Fact]
    public async Task A_key_that_is_only_written_otherwise_is_no_change()
    {
        await using var first = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        await first.StartAsync();
        await first.IsReadyAsync();

        await using var second = new TestBus(
            flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(
                static paid => paid
                    .OrderId!,
                (order) => order.OrderId),
            continues: first);

        (await second.FindAsync(Kind)).ShouldBeEmpty();
    }
}
