using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Testing;
using Workflows.Tests.Acceptance;
using Workflows.Tests.Diagnostics;

namespace Workflows.Tests.Events;

public sealed class KeylessEventsTests
{
    [Theory]
    [InlineData(null)]
    [InlineData("")]
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
}
