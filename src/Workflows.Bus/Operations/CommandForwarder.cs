using MassTransit;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Finds the process that runs a workflow, or a version of it, which is not registered here, and asks it to obey a command.</summary>
internal sealed class CommandForwarder(IBus bus, IInstanceGateway gateway, WorkflowRegistry registry, InstanceAddresses addresses, DurableWorkflowOptions options)
{
    /// <summary>A sixth of what the caller may wait is left for the rest, so that its end is told by whoever knows the reason.</summary>
    private readonly TimeSpan _timeout = options.CallTimeLimit * 5 / 6;

    /// <returns>The endpoint to send the start to; null: it is to be run here, if at all.</returns>
    public async ValueTask<Uri?> ElsewhereAsync(string? workflow, CancellationToken cancellationToken) =>
        workflow is not null && registry.FindLatest(workflow) is null ? await addresses.FindAsync(workflow, KnownDefinitions.Newest, cancellationToken) : null;

    /// <param name="command">The command.</param>
    /// <param name="canWait">Nobody waits for an answer: it may lie in the queue until a process is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The endpoint to send the command to; null: it is to be run here.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such instance, or no process that could obey.</exception>
    public async ValueTask<Uri?> ElsewhereAsync(IWorkflowOperation command, bool canWait, CancellationToken cancellationToken)
    {
        var instance = await gateway.LoadAsync(command.InstanceId, cancellationToken) ?? throw WorkflowOperations.NotFound(command.InstanceId);
        if (await addresses.FindElsewhereAsync(instance.Workflow, instance.Version, cancellationToken) is not { } address)
            return null;

        if (canWait || !await addresses.IsAbandonedAsync(instance.Workflow, instance.Version, cancellationToken))
            return address;

        var running = await addresses.ListProcessesAsync(cancellationToken);
        return !OperationKinds.Of(command).NeedsDefinition && running.Count > 0
            ? addresses.Commands
            : throw new WorkflowRefusedException(WorkflowRefusal.WrongStatus, AbandonedText.Of(instance, running), instance.Id);
    }

    /// <param name="address">The endpoint that was found for it.</param>
    /// <param name="command">The command.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<WorkflowStartAccepted> StartAsync(Uri address, StartWorkflow command, CancellationToken cancellationToken) =>
        AskAsync<StartWorkflow, WorkflowStartAccepted>(address, command, NewId.NextGuid(), cancellationToken);

    /// <param name="address">The endpoint that was found for it.</param>
    /// <param name="command">The command.</param>
    /// <param name="commandId">Id of the message: the instance obeys it once.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<WorkflowOperationAccepted> RunAsync(Uri address, IWorkflowOperation command, Guid commandId, CancellationToken cancellationToken) =>
        OperationKinds.Of(command).Use(new Asking(this, address, command, commandId, cancellationToken));

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
            throw new WorkflowTimeoutException($"No process at {address} answered within {_timeout.TotalSeconds:0.#} seconds. Is one running? The command may still be obeyed.", exception);
        }
    }

    /// <summary>A request is made for a type of message, so the command is asked with its own.</summary>
    private sealed class Asking(CommandForwarder forwarder, Uri address, IWorkflowOperation command, Guid commandId, CancellationToken cancellationToken) : IOperationUse<Task<WorkflowOperationAccepted>>
    {
        public Task<WorkflowOperationAccepted> With<TCommand>()
            where TCommand : class, IWorkflowOperation => forwarder.AskAsync<TCommand, WorkflowOperationAccepted>(address, (TCommand)command, commandId, cancellationToken);
    }
}
