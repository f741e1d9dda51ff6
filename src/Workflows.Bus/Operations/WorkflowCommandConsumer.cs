using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Takes the command to start an instance. With it come the consumers of the commands to instances, one for each operation.</summary>
/// <typeparam name="TEndpoint">Tells the endpoints apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class WorkflowCommandConsumer<TEndpoint>(WorkflowCommands commands, CommandForwarder forwarder, WorkflowEngine engine, ILogger<WorkflowCommandConsumer<TEndpoint>> logger) :
    IConsumer<StartWorkflow>
{
    public async Task Consume(ConsumeContext<StartWorkflow> context)
    {
        try
        {
            await CommandAnswer.GiveAsync(
                context,
                () => forwarder.ElsewhereAsync(context.Message.Workflow, context.CancellationToken),
                () => commands.StartHereAsync(WithHeaders(context), context.IdentityOf(), context.IsRepeated(), context.CancellationToken));
        }
        catch (WorkflowRefusedException exception) when (exception.Refusal == WorkflowRefusal.DuplicateKey)
        {
            RuntimeLog.StartDropped(logger, context.Message.Workflow, nameof(StartWorkflow), exception.Message);
        }
    }

    private StartWorkflow WithHeaders(ConsumeContext<StartWorkflow> context) =>
        context.Message with { Headers = CarriedHeaders.Given(context.Message.Headers, EventContexts.Of(context, context.IdentityOf()), engine.Settings) };
}
