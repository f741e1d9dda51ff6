using MassTransit;
using Workflows.Contracts;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

/// <summary>A release renames the class of an event while instances listen for it.</summary>
public sealed class NameCheckTests
{
    private const WorkflowFindingKind Kind = WorkflowFindingKind.NameUnanswered;

    [Fact]
    public async Task What_instances_listen_for_and_events_are_kept_under_is_said_with_numbers_where_nothing_answers_to_it()
    {
        await using var former = await FormerAsync();
        await former.Harness.PublishAsync(new OrderPaid("o-9"));
        await former.Harness.RunUntilIdleAsync();
        await former.Harness.DisposeAsync();
        await using var bus = new TestBus(flow => flow.WaitFor<Renamed.PaymentMade>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), continues: former);

        var finding = (await bus.FindAsync(Kind)).ShouldHaveSingleItem();

        finding.Text.ShouldBe(
            "order: nothing answers to the event 'urn:message:Workflows.Tests:OrderPaid' ('payment'): 2 open waits listen for it, and 1 event is kept under it, but no definition takes an event of that name. "
            + "Give the class its former name on the bus with [MessageUrn(\"...\")] and [EntityName(\"...\")], or put it back.");
        (finding.Workflow, finding.Count).ShouldBe(("order", 2));
    }

    [Fact]
    public async Task A_class_that_keeps_its_name_on_the_bus_answers()
    {
        await using var former = await FormerAsync();
        await former.Harness.DisposeAsync();
        await using var bus = new TestBus(flow => flow.WaitFor<Renamed.PaymentTaken>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId), continues: former);

        (await bus.FindAsync(Kind)).ShouldBeEmpty();
    }

    private static async Task<TestBus> FormerAsync()
    {
        var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        await bus.StartAsync(new Order { OrderId = "o-1" });
        await bus.StartAsync(new Order { OrderId = "o-2" });
        await bus.IsReadyAsync();
        return bus;
    }

    public static class Renamed
    {
        public sealed record PaymentMade(string OrderId);

        [MessageUrn("Workflows.Tests:OrderPaid")]
        [EntityName("Workflows.Tests:OrderPaid")]
        public sealed record PaymentTaken(string OrderId);
    }
}
