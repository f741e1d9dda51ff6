using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Takes commands of one kind to instances.</summary>
internal sealed class OperationConsumer<TCommand>(WorkflowCommands commands) : IConsumer<TCommand>
    where TCommand : class, IWorkflowOperation
{
    public Task Consume(ConsumeContext<TCommand> context) => CommandAnswer.GiveAsync(
        context,
        async () => await commands.ElsewhereAsync(context.Message, context.IdentityOf(), canWait: context.ResponseAddress is null, context.CancellationToken),
        () => commands.RunHereAsync(context.Message, context.IdentityOf(), context.IsRepeated(), context.CancellationToken));
}
