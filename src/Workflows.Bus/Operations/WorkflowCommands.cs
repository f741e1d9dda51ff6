using System.Text.Json;
using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Runs commands: here where the workflow is registered here; else by asking the process where it is. What is refused is recorded where it is refused.</summary>
internal sealed class WorkflowCommands(WorkflowRegistry registry, ILocalCommands local, CommandForwarder forwarder, OperationRecord record, EngineJson json)
{
    public async Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken)
    {
        var command = new StartWorkflow
        {
            Workflow = workflow,
            State = "",
            InstanceId = options.InstanceId ?? NewId.NextGuid(),
            Key = options.Key,
            Tags = options.Tags,
            StartAt = options.StartAt,
            Actor = options.Actor,
            Reason = options.Reason,
        };
        return registry.FindLatest(workflow) is null && await AskToStartAsync(command, state, cancellationToken) is { } accepted
            ? accepted
            : await record.RefusalsAsync(
                NewId.NextGuid(), command,
                () => local.StartAsync(workflow, state, options with { InstanceId = command.InstanceId }, cancellationToken));
    }

    public Task<WorkflowOperationAccepted> RunAsync<TCommand>(TCommand command, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation => RunAsync(command, NewId.NextGuid(), false, cancellationToken);

    /// <summary>A command that may have come before, under the same id, from a process that died behind it: then what follows from it is sent again.</summary>
    public Task<WorkflowOperationAccepted> RepeatAsync<TCommand>(TCommand command, Guid commandId, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation => RunAsync(command, commandId, true, cancellationToken);

    /// <inheritdoc cref="ILocalCommands.StartAsync(StartWorkflow, Guid, bool, CancellationToken)"/>
    public Task<WorkflowStartAccepted> StartHereAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken) =>
        record.RefusalsAsync(messageId, command, () => local.StartAsync(command, messageId, redelivered, cancellationToken));

    /// <inheritdoc cref="ILocalCommands.RunAsync"/>
    public Task<WorkflowOperationAccepted> RunHereAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken) =>
        record.RefusalsAsync(commandId, command, () => local.RunAsync(command, commandId, redelivered, cancellationToken));

    /// <returns>The endpoint to send the command to; null: it is to be run here.</returns>
    /// <exception cref="WorkflowRefusedException">There is no such instance.</exception>
    public Task<Uri?> ElsewhereAsync(IWorkflowOperation command, Guid commandId, CancellationToken cancellationToken) =>
        record.RefusalsAsync(commandId, command, async () => await forwarder.ElsewhereAsync(command, cancellationToken));

    private async Task<WorkflowOperationAccepted> RunAsync<TCommand>(TCommand command, Guid commandId, bool isRepeated, CancellationToken cancellationToken)
        where TCommand : class, IWorkflowOperation =>
        await ElsewhereAsync(command, commandId, cancellationToken) is { } address
            ? await forwarder.RunAsync(address, command, commandId, cancellationToken)
            : await RunHereAsync(command, commandId, isRepeated, cancellationToken);

    private Task<WorkflowStartAccepted?> AskToStartAsync(StartWorkflow command, object state, CancellationToken cancellationToken) =>
        forwarder.StartAsync(command with { State = state as string ?? JsonSerializer.Serialize(state, state.GetType(), json.States.Options) }, cancellationToken);
}
