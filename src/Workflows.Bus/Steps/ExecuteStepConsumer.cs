using MassTransit;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Takes step messages from one queue, in a process that has the store.</summary>
/// <typeparam name="TQueue">Tells the queues apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class ExecuteStepConsumer<TQueue>(StepDelivery delivery, StepSlots slots, WorkflowRegistry registry) : IConsumer<ExecuteStep>
{
    public async Task Consume(ConsumeContext<ExecuteStep> context)
    {
        if (registry.Find(context.Message.Workflow, context.Message.Version)?.Find(context.Message.Node) is not StepNode && await PassedOn.TryReturnAsync(context))
            return;

        StepFilters.Under(context);
        using var slot = await slots.EnterAsync(typeof(TQueue), context.CancellationToken);
        await delivery.HandleAsync(context.Message, context.IsRepeated(), context.CancellationToken);
    }
}
