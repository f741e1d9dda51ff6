using Microsoft.Extensions.DependencyInjection;
using Workflows.Runtime;
using Workflows.Timers;

namespace MassTransit;

/// <summary>
/// Schedules messages with the timers of durable workflows: kept in their store, sent when they are due by one of the processes that share it.
/// </summary>
public static class WorkflowMessageSchedulerExtensions
{
    /// <summary>
    /// Adds a scoped <see cref="IMessageScheduler"/> that keeps messages in the store of <c>AddDurableWorkflows</c> until they are due. Does nothing if
    /// another one was added before. On a bus with a name of its own (<c>AddMassTransit&lt;TBus&gt;</c>) it is a <c>Bind&lt;TBus, IMessageScheduler&gt;</c>, as all
    /// that MassTransit has there.
    /// </summary>
    /// <param name="configurator">The configurator that <c>AddMassTransit</c> hands out.</param>
    public static IBusRegistrationConfigurator AddWorkflowMessageScheduler(this IBusRegistrationConfigurator configurator)
    {
        ArgumentNullException.ThrowIfNull(configurator);
        SchedulerRegistration.Add(configurator);
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
        var isTheirs = context.GetService<WorkflowBus>()?.IsConfiguredWith(context) == true;
        configurator.AddPrePipeSpecification(new MessageSchedulerSpecification(isTheirs ? context.GetService<MessageTimers>() : null));
    }
}
