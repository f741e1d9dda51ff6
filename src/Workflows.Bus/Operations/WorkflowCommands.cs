using MassTransit;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Runs commands: here where the workflow is registered here; else by asking the process where it is. What is refused is recorded where it is refused.</summary>
internal sealed class WorkflowCommands(WorkflowRegistry registry, ILocalCommands local, CommandForwarder forwarder, OperationRecord record, CommandContent content)
{
    public async Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken)
    {
        if (options.InstanceId == Guid.Empty)
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, StartDecision.EmptyId);

        var command = new StartWorkflow
        {
            Workflow = workflow,
            State = "",
            InstanceId = options.InstanceId ?? NewId.NextGuid(),
            Key = options.Key,
            Tags = options.Tags,
            Headers = options.Headers,
            StartAt = options.StartAt,
            Actor = options.Actor,
            Reason = options.Reason,
        };
        return registry.FindLatest(workflow) is null && await forwarder.ElsewhereAsync(workflow, cancellationToken) is { } address
            ? await AskToStartAsync(address, command, state, cancellationToken)
            : await record.RefusalsAsync(
                NewId.NextGuid(), command,
                () => local.StartAsync(workflow, state, options with { InstanceId = command.InstanceId }, cancellationToken));
    }

    public Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation command, CancellationToken cancellationToken) =>
        RunAsync(command, NewId.NextGuid(), false, cancellationToken);

    /// <summary>A command that may have come before, under the same id, from a process that died behind it: then what follows from it is sent again.</summary>
    public Task<WorkflowOperationAccepted> RepeatAsync(IWorkflowOperation command, Guid commandId, CancellationToken cancellationToken) =>
        RunAsync(command, commandId, true, cancellationToken);

    /// <inheritdoc cref="ILocalCommands.StartAsync(StartWorkflow, Guid, bool, CancellationToken)"/>
    public Task<WorkflowStartAccepted> StartHereAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken) =>
        record.RefusalsAsync(messageId, command, () => local.StartAsync(command, messageId, redelivered, cancellationToken));

    /// <inheritdoc cref="ILocalCommands.RunAsync"/>
    public Task<WorkflowOperationAccepted> RunHereAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken) =>
        record.RefusalsAsync(commandId, command, () => local.RunAsync(command, commandId, redelivered, cancellationToken));

    /// <param name="command">The command.</param>
    /// <param name="commandId">Its id.</param>
    /// <param name="canWait">Nobody waits for an answer: it may lie in the queue until a process is there.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The endpoint to send the command to; null: it is to be run here.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such instance, or no process that could obey.</exception>
    public async Task<Uri?> ElsewhereAsync(IWorkflowOperation command, Guid commandId, bool canWait, CancellationToken cancellationToken) =>
        local.CanObey && !OperationKinds.Of(command).NeedsDefinition
            ? null
            : await record.RefusalsAsync(commandId, command, async () => await forwarder.ElsewhereAsync(command, canWait, cancellationToken));

    private async Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation command, Guid commandId, bool isRepeated, CancellationToken cancellationToken)
    {
        if (await ElsewhereAsync(command, commandId, canWait: false, cancellationToken) is not { } address)
            return await RunHereAsync(command, commandId, isRepeated, cancellationToken);

        await record.RefusalsAsync(commandId, command, () => CheckedAsync(command, cancellationToken));
        return await forwarder.RunAsync(address, command, commandId, cancellationToken);
    }

    private async Task<WorkflowStartAccepted> AskToStartAsync(Uri address, StartWorkflow command, object state, CancellationToken cancellationToken) =>
        await forwarder.StartAsync(
            address,
            await record.RefusalsAsync(NewId.NextGuid(), command, () => CheckedAsync(content.WithState(command, state), cancellationToken)),
            cancellationToken);

    private async Task<TCommand> CheckedAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class
    {
        await content.CheckAsync(command, cancellationToken);
        return command;
    }
}
