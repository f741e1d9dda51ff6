using System.Text.Json;
using Workflows.Contracts;
using Workflows.Kinds;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>
/// What commands carry to other processes. One that is too large is refused at once, with size and limit: whoever commands would wait in vain for an answer to
/// what cannot be sent.
/// </summary>
internal sealed class CommandContent(EngineJson json, IBroker broker)
{
    private const string Event = "The event";
    private const string Itself = "it";

    /// <exception cref="WorkflowRefusedException">The state cannot be written.</exception>
    public StartWorkflow WithState(StartWorkflow command, object state)
    {
        try
        {
            return command with { State = state as string ?? (state as JsonElement?)?.GetRawText() ?? json.States.Serialize(state, state.GetType()) };
        }
        catch (UnstorableException exception)
        {
            throw Refusal(command, exception);
        }
    }

    /// <param name="command">A command that is to go to another process.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="WorkflowRefusedException">It is larger than is allowed, or than the broker takes.</exception>
    public async Task CheckAsync(object command, CancellationToken cancellationToken)
    {
        try
        {
            CheckLimit(command);
            await broker.CheckSizeAsync(SentSize.Of(command), command.GetType().Name, cancellationToken);
        }
        catch (Exception exception) when (exception is UnstorableException or SendRefusedException)
        {
            throw Refusal(command, exception);
        }
    }

    /// <exception cref="WorkflowRefusedException">The event is larger than is allowed.</exception>
    public static void CheckEvent(string? body, EngineJson json, Guid? instanceId = null)
    {
        try
        {
            json.Events.Size.Check(body ?? "", Itself);
        }
        catch (UnstorableException exception)
        {
            throw Refusal(Event, instanceId, exception);
        }
    }

    private void CheckLimit(object command)
    {
        switch (command)
        {
            case StartWorkflow start:
                json.States.Size.Check(start.State, Itself);
                break;
            case SendWorkflowEvent { Body: { } body }:
                json.Events.Size.Check(body, Itself);
                break;
            case IWorkflowOperation operation when OperationKinds.Of(operation).ResultIn(operation) is { } result:
                json.States.Size.Check(result, Itself);
                break;
        }
    }

    private static WorkflowRefusedException Refusal(object command, Exception exception) => command switch
    {
        StartWorkflow start => Refusal($"The starting state of {start.Workflow}", start.InstanceId, exception),
        SendWorkflowEvent sent => Refusal(Event, sent.InstanceId, exception),
        IWorkflowOperation operation when OperationKinds.Of(operation).ResultIn(operation) is not null => Refusal("The result of the skipped step", operation.InstanceId, exception),
        _ => Refusal("The command", (command as IWorkflowOperation)?.InstanceId, exception),
    };

    private static WorkflowRefusedException Refusal(string what, Guid? instanceId, Exception exception) =>
        new(WorkflowRefusal.Malformed, $"{what} cannot be sent: {exception.Message}", instanceId);
}
