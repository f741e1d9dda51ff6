using MassTransit;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Takes commands that came as messages, and answers those that ask for it. A command nobody can be told about that is refused goes to the error queue.</summary>
/// <typeparam name="TEndpoint">Tells the endpoints apart, for MassTransit registers consumers by type.</typeparam>
internal sealed class WorkflowCommandConsumer<TEndpoint>(WorkflowCommands commands, ILogger<WorkflowCommandConsumer<TEndpoint>> logger) :
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
            await AnswerAsync(context, () => commands.StartAsync(context.Message, MessageIdOf(context), context.ReceiveContext.Redelivered, context.CancellationToken));
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
        AnswerAsync(context, () => commands.RunAsync(context.Message, context.CancellationToken, MessageIdOf(context)));

    private static async Task AnswerAsync<TAccepted>(ConsumeContext context, Func<Task<TAccepted>> run)
        where TAccepted : class
    {
        try
        {
            var accepted = await run();
            if (context.ResponseAddress is not null)
                await context.RespondAsync(accepted);
        }
        catch (WorkflowRefusedException exception) when (context.ResponseAddress is not null)
        {
            await context.RespondAsync(new WorkflowOperationRefused(exception.Refusal, exception.Message, exception.InstanceId));
        }
    }

    private static Guid MessageIdOf(ConsumeContext context) => context.MessageId ?? NewId.NextGuid();
}
