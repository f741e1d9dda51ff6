using MassTransit;
using Workflows.Contracts;

namespace Workflows.Steps;

/// <summary>Takes step messages from one queue, in a process that has the store.</summary>
/// <typeparam name="TQueue">Tells the queues apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class ExecuteStepConsumer<TQueue>(StepDelivery delivery) : IConsumer<ExecuteStep>
{
    public Task Consume(ConsumeContext<ExecuteStep> context) =>
        delivery.HandleAsync(context.Message, context.ReceiveContext.Redelivered, context.CancellationToken);
}
