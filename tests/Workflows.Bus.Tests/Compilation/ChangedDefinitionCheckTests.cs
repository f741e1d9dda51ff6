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
}
