using System.Text.Json;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Reads the events that operators send to one instance.</summary>
internal sealed class SentEvents(WorkflowRegistry registry, IInstanceGateway gateway, EngineJson json)
{
    /// <exception cref="WorkflowRefusedException">There is no such instance, its workflow takes no such event, or the body is not one, or is too large.</exception>
    public async Task<EventTrigger> TriggerOfAsync(SendWorkflowEvent command, Guid commandId, string? actor, string? reason, CancellationToken cancellationToken)
    {
        var instance = await gateway.LoadAsync(command.InstanceId, cancellationToken) ?? throw WorkflowOperations.NotFound(command.InstanceId);
        var type = registry.GetEventType(instance.Workflow, command.MessageUrn ?? command.MessageType ?? "");
        CommandContent.CheckEvent(command.Body, json, command.InstanceId);
        try
        {
            var body = command.Body ?? "";
            WorkflowJson.ThrowIfNullCharacter(body, "The event");
            var @event = json.Events.Deserialize(body, type);
            UnknownMembers.Refuse(body, type, json.Events.Options);
            var eventId = command.EventId is { } given && given != Guid.Empty ? given : commandId;
            return new EventTrigger
            {
                EventId = eventId,
                EventType = type,
                Event = @event,
                IsDirect = true,
                Context = new EventContext { MessageId = eventId },
                Actor = actor,
                Reason = reason,
                JobId = command.JobId,
            };
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            throw new WorkflowRefusedException(WorkflowRefusal.Malformed, $"The event cannot be read as {type.Name}: {exception.Message}", command.InstanceId);
        }
    }
}
