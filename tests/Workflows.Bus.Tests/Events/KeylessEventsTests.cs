using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Persistence.Memory;
using Workflows.Testing;
using Workflows.Tests.Acceptance;
using Workflows.Tests.Diagnostics;

namespace Workflows.Tests.Events;

public sealed class KeylessEventsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" \t")]
    public async Task Each_is_counted_the_first_of_a_kind_is_logged_and_nobody_is_woken(string? key)
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        using var measured = new Measurements(bus);
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await bus.PublishAsync(new OrderPaid(key!, 5));
        await bus.PublishAsync(new OrderPaid(key!, 6));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting);
        measured.Of("workflows.events.without_key").ShouldBe(["workflow.name:order = 1", "workflow.name:order = 1"]);
        var line = bus.Log.Lines.Where(line => line.EventId == 1603).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        line.Message.ShouldMatch("^OrderPaid [0-9a-f-]{36} has no key for .*, 'payment': .*OrderId is null or empty\\. It wakes no instance there\\.");
    }

    [Fact]
    public async Task One_with_a_key_that_no_instance_can_have_counts_too_is_logged_by_itself_and_is_not_kept()
    {
        await using var bus = new TestBus(flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId));
        using var measured = new Measurements(bus);
        var run = await bus.StartAsync();
        await bus.SettleAsync();

        await bus.PublishAsync(new OrderPaid(null));
        await bus.PublishAsync(new OrderPaid(new string('x', 201)));
        await bus.PublishAsync(new OrderPaid("a\0b"));
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Waiting);
        measured.Of("workflows.events.without_key").ShouldBe(Enumerable.Repeat("workflow.name:order = 1", 3));
        var line = bus.Log.Lines.Where(line => line.EventId == 1607).ShouldHaveSingleItem();
        line.Level.ShouldBe(LogLevel.Warning);
        bus.Get<MemoryWorkflowStore>().Tables.Parked.ShouldBeEmpty();
        line.Message.ShouldMatch("^OrderPaid [0-9a-f-]{36} has a key for order, 'payment', that no instance can have \\(e => e\\.OrderId\\): A key may have 200 characters, but this one has 201: 'x{40}…'\\. It wakes no instance there\\.");
    }
}
