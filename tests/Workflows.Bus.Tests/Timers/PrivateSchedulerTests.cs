using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Workflows.Tests.Timers;

public class PrivateSchedulerTests
{
    [Fact]
    public void Nothing_of_Quartz_is_registered_with_the_application()
    {
        var services = Register(new ServiceCollection());

        services.Where(service => service.ServiceType.Assembly == typeof(IScheduler).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_application_keeps_the_scheduler_that_it_has()
    {
        var services = Register(new ServiceCollection());
        services.AddQuartz(quartz => quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "shop"));
        await using var provider = services.BuildServiceProvider();

        var scheduler = await provider.GetRequiredService<ISchedulerFactory>().GetScheduler(TestContext.Current.CancellationToken);

        scheduler.SchedulerName.ShouldBe("shop");
    }

    private static IServiceCollection Register(IServiceCollection services) =>
        services.AddLogging().AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows => workflows.UseInMemory());
            bus.UsingInMemory();
        });
}
