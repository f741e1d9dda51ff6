using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Testing;
using Workflows.Timers;

namespace Workflows.Tests.Timers;

/// <summary>A bus in memory whose messages are scheduled with workflow timers, and whose time is moved by the test.</summary>
internal sealed class SchedulerBus : IAsyncDisposable
{
    private readonly ServiceProvider _provider;

    private SchedulerBus(ServiceProvider provider, ITestHarness harness) => (_provider, Harness) = (provider, harness);

    public ITestHarness Harness { get; }

    public IMessageScheduler Scheduler => Harness.Scope.ServiceProvider.GetRequiredService<IMessageScheduler>();

    public static async Task<SchedulerBus> StartAsync(Action<IBusRegistrationConfigurator> register, Action<IBusRegistrationContext, IInMemoryBusFactoryConfigurator>? configure = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddMassTransitTestHarness(bus =>
        {
            bus.SetTestTimeouts(testInactivityTimeout: TimeSpan.FromSeconds(30));
            bus.AddDurableWorkflows(workflows => workflows.UseInMemory());
            bus.AddWorkflowMessageScheduler();
            register(bus);
            bus.UsingInMemory((context, memory) =>
            {
                memory.UseWorkflowMessageScheduler(context);
                configure?.Invoke(context, memory);
                memory.ConfigureEndpoints(context);
            });
        });
        services.AddWorkflowTesting();
        var provider = services.BuildServiceProvider(validateScopes: true);
        return new SchedulerBus(provider, await provider.StartTestHarness());
    }

    /// <returns>How many messages were sent.</returns>
    public async Task<int> AdvanceAsync(TimeSpan by)
    {
        _provider.GetRequiredService<ManualClock>().Advance(by);
        return await _provider.GetRequiredService<TimerDispatcher>().DispatchDueAsync(TestContext.Current.CancellationToken);
    }

    public async Task<ConsumeContext<T>> ConsumedAsync<T>()
        where T : class
    {
        var received = await Harness.Consumed.SelectAsync<T>(TestContext.Current.CancellationToken).FirstAsync(TestContext.Current.CancellationToken);
        return received.Context;
    }

    public async ValueTask DisposeAsync()
    {
        await Harness.Stop();
        await _provider.DisposeAsync();
    }
}
