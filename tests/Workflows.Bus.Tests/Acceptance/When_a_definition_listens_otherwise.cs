using Workflows.Contracts;
using Workflows.Persistence.Memory;
using Workflows.Tests.Compilation;

namespace Workflows.Tests.Acceptance;

/// <summary>A definition listens otherwise under the same name and version, and nothing comes for the instances that rest.</summary>
public sealed class When_a_definition_listens_otherwise
{
    private static readonly Action<IWorkflowBuilder<Order>> _byOrder = flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);

    private static readonly Action<IWorkflowBuilder<Order>> _byShipment = flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.ShipmentId);

    private static readonly Action<IWorkflowBuilder<Order>> _direct = flow => flow.WaitFor<OrderPaid>("payment").SentToInstance();

    private static readonly Action<IWorkflowBuilder<Order>> _either = flow => flow.WaitForAny("payment", any =>
    {
        any.For<OrderApproved>().SentToInstance();
        any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
    });

    private static readonly Action<IWorkflowBuilder<Order>> _approved = flow => flow.WaitFor<OrderApproved>("payment").SentToInstance();

    public static TheoryData<string> Changes => ["another key", "a key", "an event more"];

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_instance_that_waits_takes_the_event_that_the_wait_is_for_now(string change)
    {
        var (before, after, key) = change switch
        {
            "another key" => (_byOrder, _byShipment, "s-1"),
            "a key" => (_direct, _byOrder, "o-1"),
            _ => (_approved, _either, "o-1"),
        };
        await using var first = new TestBus(before);
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await using var second = new TestBus(after, continues: first);
        await second.IsReadyAsync();

        await second.PublishAsync(new OrderPaid(key));

        second.Harness.Run(run.InstanceId).Status.ShouldBe(WorkflowStatus.Completed);
        second.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_event_that_came_before_the_instance_listened_for_it_is_taken()
    {
        await using var first = new TestBus(_byOrder);
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await first.PublishAsync(new OrderPaid("s-1"));

        await using var second = new TestBus(_byShipment, continues: first);
        await second.IsReadyAsync();
        await second.SettleAsync();

        second.Harness.Run(run.InstanceId).Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task An_instance_that_sleeps_takes_an_early_event_for_a_wait_that_has_another_name_now()
    {
        static Action<IWorkflowBuilder<Order>> WaitingAt(string name) => flow =>
        {
            flow.Sleep("rest", TimeSpan.FromHours(1));
            flow.WaitFor<OrderPaid>(name).CorrelatedBy(e => e.OrderId, s => s.OrderId);
        };

        await using var first = new TestBus(WaitingAt("payment"));
        var run = await first.StartAsync();
        await first.IsReadyAsync();
        await using var second = new TestBus(WaitingAt("pay"), continues: first);
        await second.IsReadyAsync();

        await second.PublishAsync(new OrderPaid("o-1"));
        await second.AdvanceAsync(TimeSpan.FromHours(1));

        second.Harness.Run(run.InstanceId).Status.ShouldBe(WorkflowStatus.Completed);
    }

    [Fact]
    public async Task It_is_done_once()
    {
        await using var first = new TestBus(_byOrder);
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await first.Harness.DisposeAsync();
        await using var second = new TestBus(_byShipment, continues: first);
        await second.IsReadyAsync();
        await second.SettleAsync();
        var revision = second.Stored(run).Revision;
        revision.ShouldBe(2);
        await ShouldBeDoneAsync(second);

        await using var third = new TestBus(_byShipment, continues: first);
        await third.IsReadyAsync();
        await third.AdvanceAsync(TimeSpan.FromMinutes(10));

        third.Stored(run).Revision.ShouldBe(revision);
        third.Log.Lines.ShouldNotContain(line => line.EventId == 1018);
        second.Log.Lines.Single(line => line.EventId == 1018).Message.ShouldBe("Made 1 instances of order v3 listen for what their definition has now.");
    }

    [Fact]
    public async Task What_a_process_left_undone_is_done_by_the_next()
    {
        await using var first = new TestBus(_byOrder);
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await using var killed = new TestBus(_byShipment, continues: first);
        var view = killed.Get<global::Workflows.Compilation.RegisteredDefinitions>().Views().Single() with { ChangedAt = first.Now };
        await first.Get<MemoryWorkflowStore>().RegisterDefinitionsAsync([view], first.Now, TestContext.Current.CancellationToken);

        await using var third = new TestBus(_byShipment, continues: first);
        await third.IsReadyAsync();
        await third.SettleAsync();

        third.Stored(run).Execution.Subscriptions.ShouldHaveSingleItem().Key.ShouldBe("s-1");
    }

    [Fact]
    public async Task What_a_process_with_the_former_definition_makes_listen_as_before_listens_anew_when_that_has_ended()
    {
        static Action<IWorkflowBuilder<Order>> By(Func<Order, string?> key, string text) => flow =>
        {
            flow.WaitFor<OrderApproved>("approval");
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, key, stateLabel: text);
        };

        await using var first = new TestBus(By(order => order.OrderId, "s => s.OrderId"));
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await using var second = new TestBus(By(order => order.ShipmentId, "s => s.ShipmentId"), continues: first);
        await second.IsReadyAsync();
        await second.SettleAsync();
        KeysOf(second, run).ShouldContain("s-1");

        await first.PublishAsync(new OrderApproved(run.InstanceId));
        KeysOf(second, run).ShouldBe(["o-1"]);
        await second.AdvanceAsync(TimeSpan.FromMinutes(10));
        KeysOf(second, run).ShouldBe(["o-1"], "As long as both run, they do not undo each other's work again and again.");

        await first.DisposeAsync();
        await second.AdvanceAsync(TimeSpan.FromMinutes(1));
        await Eventually.ShouldHoldAsync(() => KeysOf(second, run) is ["s-1"]);
        await ShouldBeDoneAsync(second);
    }

    [Fact]
    public async Task The_definition_of_the_processes_that_run_on_takes_the_place_of_one_that_started_last_and_ended()
    {
        await using var first = new TestBus(_byOrder);
        var run = await first.StartAsync(new Order { ShipmentId = "s-1" });
        await first.IsReadyAsync();
        await using var second = new TestBus(_byShipment, continues: first);
        await second.IsReadyAsync();
        await second.AdvanceAsync(TimeSpan.FromMinutes(1));
        await using var third = new TestBus(_byOrder, continues: first);
        await third.IsReadyAsync();
        await third.SettleAsync();
        KeysOf(third, run).ShouldBe(["o-1"]);

        await first.Harness.DisposeAsync();
        await third.Harness.DisposeAsync();
        await second.AdvanceAsync(TimeSpan.FromMinutes(1));

        await Eventually.ShouldHoldAsync(() => KeysOf(second, run) is ["s-1"]);
        await ShouldBeDoneAsync(second);
    }

    private static string[] KeysOf(TestBus bus, global::Workflows.Testing.WorkflowRun run) => [.. bus.Stored(run).Execution.Subscriptions.Select(known => known.Key)];

    private static Task ShouldBeDoneAsync(TestBus bus) =>
        Eventually.ShouldBeAsync(async () => (await bus.Get<MemoryWorkflowStore>().GetDefinitionsAsync(TestContext.Current.CancellationToken)).Single().ChangedAt, null);
}
