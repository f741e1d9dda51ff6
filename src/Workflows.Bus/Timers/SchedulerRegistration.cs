using MassTransit;
using MassTransit.DependencyInjection;
using MassTransit.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Runtime;

namespace Workflows.Timers;

/// <summary>Registers the scheduler of a bus, in the form that MassTransit gives to everything of that bus.</summary>
internal sealed class SchedulerRegistration : IBusRegistrationAction
{
    public static void Add(IBusRegistrationConfigurator configurator)
    {
        if (BusTypes.Of(configurator) == typeof(IBus))
            configurator.TryAddScoped<IMessageScheduler>(provider => Create<IBus>(provider, provider.GetRequiredService<ISendEndpointProvider>()));
        else
            BusTypes.Run(configurator, new SchedulerRegistration());
    }

    public void Run<TBus>(IServiceCollection services)
        where TBus : class, IBus =>
        services.TryAddScoped(provider => Bind<TBus>.Create<IMessageScheduler>(Create<TBus>(provider, provider.GetRequiredService<Bind<TBus, ISendEndpointProvider>>().Value)));

    private static MessageScheduler Create<TBus>(IServiceProvider provider, ISendEndpointProvider endpoints)
        where TBus : class, IBus
    {
        var timers = provider.GetService<WorkflowBus>() is WorkflowBus<TBus> ? provider.GetService<MessageTimers>() : null;
        return new MessageScheduler(
            new TimerScheduleProvider(endpoints, timers ?? throw new ConfigurationException("AddWorkflowMessageScheduler: expected AddDurableWorkflows on the same bus, whose store keeps the messages, but it was not called there.")),
            provider.GetRequiredService<TBus>().Topology);
    }
}
