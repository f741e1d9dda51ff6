using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>A key or a starting state cannot be taken from an event: all others who wait for it get it, and the delivery fails with the place.</summary>
public sealed class When_a_function_throws_for_an_event
{
    private const string Thrown = "expected e => Thrower.KeyOf(e) to give the key of OrderPaid or null, but it threw InvalidTimeZoneException: no such zone. "
        + "Whoever else waits for the event has had it. Mend the function, then let the event come again; who had it knows it.";

    private static CancellationToken Canceled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_of_a_wait_further_on_keeps_it_from_no_wait_at_hand()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
            flow.WaitFor<OrderPaid>("refund").CorrelatedBy(e => Thrower.KeyOf(e), s => s.ShipmentId);
        });
        var run = await bus.StartAsync(new Order { OrderId = "o-1", ShipmentId = "s-1" });
        await bus.SettleAsync();

        await Should.ThrowAsync<WorkflowAssertionException>(bus.PublishAsync(new OrderPaid("o-1")));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting).ShouldBeAt("refund");
        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldBe($"order v3, 'refund': {Thrown}");
    }

    [Fact]
    public async Task A_key_of_an_earlier_version_keeps_it_from_no_later_one()
    {
        await using var bus = new TestBus(w =>
        {
            w.AddWorkflow(() => new FormerRefund());
            w.AddWorkflow(() => new Refund());
        });
        var run = await bus.Harness.StartAsync<Refund>(new Order());
        await bus.Harness.RunUntilIdleAsync();

        await Should.ThrowAsync<WorkflowAssertionException>(bus.PublishAsync(new OrderPaid("o-1")));
        await bus.Harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        bus.Harness.Faults.ShouldNotBeEmpty();
        bus.Harness.Faults.ShouldAllBe(fault => fault.Exception.Message == $"refund v1, 'payment': {Thrown}");
    }

    [Fact]
    public async Task A_start_keeps_it_from_nobody_who_waits_for_it()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPaid>(_ => throw new InvalidTimeZoneException("no such zone"));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await Should.ThrowAsync<WorkflowAssertionException>(bus.PublishAsync(new OrderPaid("o-1")));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldBe(
            "order v3: expected StartedBy<OrderPaid> to make the starting state of the event, but it threw InvalidTimeZoneException: no such zone. "
            + "Whoever else waits for the event has had it. Mend the function, then let the event come again; who had it knows it.");
    }

    [Fact]
    public async Task A_start_that_is_refused_keeps_it_from_nobody_who_waits_for_it()
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPaid>(e => new Order { OrderId = "a\0b" });
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
        });
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await Should.ThrowAsync<WorkflowAssertionException>(bus.PublishAsync(new OrderPaid("o-1")));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldContain("null character");
    }

    [Fact]
    public async Task A_kept_one_keeps_no_other_from_being_taken_and_is_set_aside()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => Thrower.KeyUnlessBad(e), s => s.OrderId));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        var (bad, good) = (Kept(bus, "bad"), Kept(bus, "o-1"));
        await bus.Get<IWorkflowStore>().ParkAsync(bad, Canceled);
        await bus.Get<IWorkflowStore>().ParkAsync(good, Canceled);

        for (var count = 0; count < QuarantineRules.MaxTries; count++)
        {
            await bus.Get<KeptForVersions>().TakeUpAsync(Canceled);
            bus.Harness.Clock.Advance(TimeSpan.FromMinutes(2));
        }

        run.ShouldBe(WorkflowStatus.Completed);
        await using var scope = bus.Services.CreateAsyncScope();
        var row = (await scope.ServiceProvider.GetRequiredService<IWorkflowQuarantine>().ListAsync(cancellationToken: Canceled)).Items.ShouldHaveSingleItem();
        row.SubjectId.ShouldBe(bad.EventId);
        row.Reason.ShouldStartWith("order v3, 'payment': expected e => Thrower.KeyUnlessBad(e) to give the key of OrderPaid or null, but it threw InvalidTimeZoneException: no such zone.");
    }

    private static ParkedEvent Kept(TestBus bus, string orderId) => new()
    {
        EventId = Guid.NewGuid(),
        Workflow = "order",
        Keys = [WaitKey.OfVersion(3)],
        EventType = Workflows.Definition.MessageName.Of(typeof(OrderPaid)),
        Body = $$"""{"orderId":"{{orderId}}"}""",
        ReceivedAt = bus.Now,
        ExpiresAt = bus.Now.AddHours(1),
    };

    private static class Thrower
    {
        public static string? KeyOf(OrderPaid _) => throw new InvalidTimeZoneException("no such zone");

        public static string? KeyUnlessBad(OrderPaid paid) => paid.OrderId == "bad" ? KeyOf(paid) : paid.OrderId;
    }

    [Workflow("refund", Version = 1)]
    public sealed class FormerRefund : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) =>
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => Thrower.KeyOf(e), s => s.OrderId);
    }

    [Workflow("refund", Version = 2)]
    public sealed class Refund : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) =>
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
    }
}
