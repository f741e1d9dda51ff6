using MassTransit.Scheduling;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Timers;

namespace MassTransit;

/// <summary>
/// Schedules messages with the timers of durable workflows: kept in their store, sent when they are due by one of the processes that share it.
/// </summary>
public static class WorkflowMessageSchedulerExtensions
{
    /// <summary>
    /// Adds a scoped <see cref="IMessageScheduler"/> that keeps messages in the store of <c>AddDurableWorkflows</c> until they are due. Does nothing if
    /// another one was added before.
    /// </summary>
    /// <param name="configurator">The configurator that <c>AddMassTransit</c> hands out.</param>
    public static IBusRegistrationConfigurator AddWorkflowMessageScheduler(this IBusRegistrationConfigurator configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        configurator.TryAddScoped<IMessageScheduler>(provider => new MessageScheduler(
            new TimerScheduleProvider(
                provider.GetRequiredService<ISendEndpointProvider>(),
                provider.GetService<MessageTimers>() ?? throw new ConfigurationException("AddWorkflowMessageScheduler: expected AddDurableWorkflows, whose store keeps the messages, but it was not called.")),
            provider.GetRequiredService<IBus>().Topology));
        return configurator;
    }

    /// <summary>
    /// Lets consumers and sagas of the bus schedule with the store of <c>AddDurableWorkflows</c>: <c>context.ScheduleSend</c>, <c>context.SchedulePublish</c>,
    /// <c>context.Redeliver</c>, <c>UseScheduledRedelivery</c>, and <c>Schedule</c> in state machines.
    /// A message is scheduled when the call returns, whatever becomes of the consumer afterwards.
    /// </summary>
    /// <param name="configurator">The configurator of the bus.</param>
    /// <param name="context">The context that <c>UsingRabbitMq</c> and its like hand out.</param>
    /// <exception cref="ConfigurationException">When the bus is built: <c>AddDurableWorkflows</c> was not called.</exception>
    public static void UseWorkflowMessageScheduler(this IBusFactoryConfigurator configurator, IRegistrationContext context)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        ArgumentNullException.ThrowIfNull(context);
        configurator.AddPrePipeSpecification(new MessageSchedulerSpecification(context.GetService<MessageTimers>()));
    }
}
