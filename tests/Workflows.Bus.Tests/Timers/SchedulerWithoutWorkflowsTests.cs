using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Tests.Timers;

public class SchedulerWithoutWorkflowsTests
{
    [Fact]
    public async Task A_bus_that_schedules_without_a_store_is_refused()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus => bus.UsingInMemory((context, memory) => memory.UseWorkflowMessageScheduler(context)))
            .BuildServiceProvider();

        Should.Throw<ConfigurationException>(() => provider.GetRequiredService<IBus>()).Message.ShouldContain("AddDurableWorkflows");
    }

    [Fact]
    public async Task A_scheduler_without_a_store_is_refused()
    {
        await using var provider = new ServiceCollection()
            .AddLogging()
            .AddMassTransit(bus =>
            {
                bus.DisableUsageTelemetry();
                bus.AddWorkflowMessageScheduler();
                bus.UsingInMemory();
            })
            .BuildServiceProvider();
        using var scope = provider.CreateScope();

        Should.Throw<ConfigurationException>(() => scope.ServiceProvider.GetRequiredService<IMessageScheduler>()).Message.ShouldContain("AddDurableWorkflows");
    }

    [Fact]
    public void A_scheduler_that_was_added_before_stays()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDelayedMessageScheduler();
            bus.AddWorkflowMessageScheduler();
            bus.UsingInMemory();
        });
        services.Count(service => service.ServiceType == typeof(IMessageScheduler)).ShouldBe(1);
    }
}
