using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Diagnostics;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

public sealed class QuartzAlarmTests
{
    [Fact]
    public async Task It_starts_when_the_store_is_ready_and_not_before()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows => workflows.UseInMemory());
            bus.UsingInMemory();
        });
        await using var provider = services.BuildServiceProvider();
        var alarm = provider.GetRequiredService<IDurableAlarm>();

        var started = alarm.StartAsync(TestContext.Current.CancellationToken);
        started.IsCompleted.ShouldBeFalse();

        provider.GetRequiredService<StoreReadiness>().Ready();
        await started;
        await alarm.StopAsync();
    }
}
