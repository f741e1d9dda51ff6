using MassTransit;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Finds the process that runs a workflow, or a version of it, which is not registered here, and asks it to obey a command.</summary>
internal sealed class CommandForwarder(IBus bus, IInstanceGateway gateway, WorkflowRegistry registry, InstanceAddresses addresses)
{
    private static readonly RequestTimeout _timeout = RequestTimeout.After(s: 30);

    /// <returns>The endpoint to send the start to; null: it is to be run here, if at all.</returns>
    public async ValueTask<Uri?> ElsewhereAsync(string? workflow, CancellationToken cancellationToken) =>
        workflow is not null && registry.FindLatest(workflow) is null ? await addresses.FindAsync(workflow, KnownDefinitions.Newest, cancellationToken) : null;

    /// <returns>The endpoint to send the command to; null: it is to be run here.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such instance.</exception>
    public async ValueTask<Uri?> ElsewhereAsync(IWorkflowOperation command, CancellationToken cancellationToken)
    {
        var instance = await gateway.LoadAsync(command.InstanceId, cancellationToken) ?? throw WorkflowOperations.NotFound(command.InstanceId);
        return await addresses.FindElsewhereAsync(instance.Workflow, instance.Version, cancellationToken);
    }

    /// <returns>The answer; null: no process ever registered the workflow.</returns>
    public async Task<WorkflowStartAccepted?> StartAsync(StartWorkflow command, CancellationToken cancellationToken) =>
        await ElsewhereAsync(command.Workflow, cancellationToken) is { } address
            ? await AskAsync<StartWorkflow, WorkflowStartAccepted>(address, command, NewId.NextGuid(), cancellationToken)
            : null;

    /// <param name="address">The endpoint that was found for it.</param>
    /// <param name="command">The command.</param>
    /// <param name="commandId">Id of the message: the instance obeys it once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<WorkflowOperationAccepted> RunAsync<TCommand>(Uri address, TCommand command, Guid commandId, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation => AskAsync<TCommand, WorkflowOperationAccepted>(address, command, commandId, cancellationToken);

    private async Task<TAccepted> AskAsync<TCommand, TAccepted>(Uri address, TCommand command, Guid messageId, CancellationToken cancellationToken)
        where TCommand : class
        where TAccepted : class
    {
        try
        {
            var client = bus.CreateRequestClient<TCommand>(address, _timeout);
            var response = await client.GetResponse<TAccepted, WorkflowOperationRefused>(
                command, request => request.UseExecute(context => context.MessageId = messageId), cancellationToken);
            if (response.Is(out Response<WorkflowOperationRefused>? refused))
                throw new WorkflowRefusedException(refused.Message.Refusal, refused.Message.Message, refused.Message.InstanceId);

            return response.Is(out Response<TAccepted>? accepted) ? accepted.Message : throw new InvalidOperationException("The answer is of no known type.");
        }
        catch (RequestTimeoutException exception)
        {
            throw new TimeoutException($"No process at {address} answered within {_timeout.Value.TotalSeconds:0} seconds. Is one running? The command may still be obeyed.", exception);
        }
    }
}
