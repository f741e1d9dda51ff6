using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>
/// Takes commands that came as messages. One for a workflow that is not registered here is passed on as it is to the endpoint of that workflow, where it
/// waits until a process is there, and is answered from there. A refused command goes back to whoever asked for an answer; where nobody did, to the error queue.
/// </summary>
/// <typeparam name="TEndpoint">Tells the endpoints apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class WorkflowCommandConsumer<TEndpoint>(WorkflowCommands commands, CommandForwarder forwarder, ILogger<WorkflowCommandConsumer<TEndpoint>> logger) :
    IConsumer<StartWorkflow>,
    IConsumer<PauseWorkflow>,
    IConsumer<ResumeWorkflow>,
    IConsumer<CancelWorkflow>,
    IConsumer<RetryWorkflow>,
    IConsumer<SkipWorkflowStep>,
    IConsumer<RewindWorkflow>,
    IConsumer<SendWorkflowEvent>
{
    public async Task Consume(ConsumeContext<StartWorkflow> context)
    {
        try
        {
            await AnswerAsync(
                context,
                () => forwarder.ElsewhereAsync(context.Message.Workflow, context.CancellationToken),
                () => commands.StartHereAsync(context.Message, context.IdentityOf(), context.IsRepeated(), context.CancellationToken));
        }
        catch (WorkflowRefusedException exception) when (exception.Refusal == WorkflowRefusal.DuplicateKey)
        {
            RuntimeLog.StartDropped(logger, context.Message.Workflow, nameof(StartWorkflow), exception.Message);
        }
    }

    public Task Consume(ConsumeContext<PauseWorkflow> context) => RunAsync(context);

    public Task Consume(ConsumeContext<ResumeWorkflow> context) => RunAsync(context);

    public Task Consume(ConsumeContext<CancelWorkflow> context) => RunAsync(context);

    public Task Consume(ConsumeContext<RetryWorkflow> context) => RunAsync(context);

    public Task Consume(ConsumeContext<SkipWorkflowStep> context) => RunAsync(context);

    public Task Consume(ConsumeContext<RewindWorkflow> context) => RunAsync(context);

    public Task Consume(ConsumeContext<SendWorkflowEvent> context) => RunAsync(context);

    private Task RunAsync<TCommand>(ConsumeContext<TCommand> context)
        where TCommand : class, IWorkflowOperation =>
        AnswerAsync(
            context,
            async () => await commands.ElsewhereAsync(context.Message, context.IdentityOf(), context.CancellationToken),
            () => commands.RunHereAsync(context.Message, context.IdentityOf(), context.IsRepeated(), context.CancellationToken));

    private static async Task AnswerAsync<TCommand, TAccepted>(ConsumeContext<TCommand> context, Func<ValueTask<Uri?>> findElsewhere, Func<Task<TAccepted>> run)
        where TCommand : class
        where TAccepted : class
    {
        try
        {
            // The address may be that of this very endpoint, where processes of two releases share it.
            if (await findElsewhere() is { } address && await PassedOn.TryAsync(context, address))
                return;

            var accepted = await run();
            if (context.ResponseAddress is not null)
                await context.RespondAsync(accepted);
        }
        catch (WorkflowRefusedException exception) when (context.ResponseAddress is not null)
        {
            await context.RespondAsync(new WorkflowOperationRefused(exception.Refusal, exception.Message, exception.InstanceId));
        }
    }
}
