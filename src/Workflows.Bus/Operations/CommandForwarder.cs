using MassTransit;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Sends commands for workflows that are not registered here to a process where they are, and brings back its answer.</summary>
internal sealed class CommandForwarder(IBus bus, IInstanceGateway gateway, WorkflowRegistry registry, InstanceAddresses addresses)
{
    private static readonly RequestTimeout _timeout = RequestTimeout.After(s: 30);

    /// <returns>The answer; null: no process ever registered the workflow.</returns>
    public async Task<WorkflowStartAccepted?> StartAsync(StartWorkflow command, CancellationToken cancellationToken)
    {
        if (await addresses.FindAsync(command.Workflow, 0, cancellationToken) is not { } address)
            return null;

        return await AskAsync<StartWorkflow, WorkflowStartAccepted>(address, command, command.Workflow, cancellationToken);
    }

    /// <returns>The answer; null: the command is to be run here.</returns>
    public async Task<WorkflowOperationAccepted?> RunAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation
    {
        var instance = await gateway.LoadAsync(command.InstanceId, cancellationToken) ?? throw WorkflowOperations.NotFound(command.InstanceId);
        if (registry.FindLatest(instance.Workflow) is not null)
            return null;

        if (await addresses.FindAsync(instance.Workflow, instance.Version, cancellationToken) is not { } address)
            return null;

        return await AskAsync<TCommand, WorkflowOperationAccepted>(address, command, instance.Workflow, cancellationToken);
    }

    private async Task<TAccepted> AskAsync<TCommand, TAccepted>(Uri address, TCommand command, string workflow, CancellationToken cancellationToken)
        where TCommand : class
        where TAccepted : class
    {
        try
        {
            var client = bus.CreateRequestClient<TCommand>(address, _timeout);
            var response = await client.GetResponse<TAccepted, WorkflowOperationRefused>(command, cancellationToken);
            if (response.Is(out Response<WorkflowOperationRefused>? refused))
                throw new WorkflowRefusedException(refused.Message.Refusal, refused.Message.Message, refused.Message.InstanceId);

            return response.Is(out Response<TAccepted>? accepted) ? accepted.Message : throw new InvalidOperationException("The answer is of no known type.");
        }
        catch (RequestTimeoutException exception)
        {
            throw new TimeoutException($"No process that runs {workflow} answered within {_timeout.Value.TotalSeconds:0} seconds. Is one running? The command may still be obeyed.", exception);
        }
    }
}
