using MassTransit;
using MassTransit.Context;
using MassTransit.Scheduling;

namespace Workflows.Timers;

/// <summary>Gives consumers and sagas the scheduler: <c>context.ScheduleSend</c>, <c>context.Redeliver</c>, <c>Schedule</c> in state machines.</summary>
internal sealed class MessageSchedulerFilter(MessageTimers timers) : IFilter<ConsumeContext>
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        context.GetOrAddPayload<MessageSchedulerContext>(() => new ConsumeMessageSchedulerContext(context, SchedulerOf));
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowMessageScheduler");

    private MessageScheduler SchedulerOf(ConsumeContext context) =>
        new(new TimerScheduleProvider(context, timers), context.GetPayload<IBusTopology>());
}
