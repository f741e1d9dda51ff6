using System.Text.Json;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Operations.Bulk;

/// <summary>Checks the event that a job sends. Whether an instance can take it turns out with each: only the process that has its workflow knows the type.</summary>
internal static class BulkEvent
{
    public const int MaxType = 500;

    /// <exception cref="WorkflowRefusedException">There is an event where none is sent, none where one is, or one that is malformed or too large.</exception>
    public static void Check(WorkflowBulkRequest request, EngineJson json)
    {
        if (request.Operation != WorkflowBulkOperation.SendEvent)
        {
            if (request.EventType is not null || request.EventBody is not null)
                throw Malformed($"An event is given, but {request.Operation} sends none. Leave it out.");

            return;
        }

        if (string.IsNullOrWhiteSpace(request.EventType) || request.EventType.Length > MaxType)
            throw Malformed($"SendEvent takes the type of the event, a name of 1 to {MaxType} characters.");

        CheckBody(request.EventBody ?? "", json);
    }

    private static void CheckBody(string body, EngineJson json)
    {
        CommandContent.CheckEvent(body, json);
        try
        {
            WorkflowJson.ThrowIfNullCharacter(body, "The event");
            using var parsed = JsonDocument.Parse(body);
            if (parsed.RootElement.ValueKind != JsonValueKind.Object)
                throw Malformed($"The event must be a JSON object, but it is a JSON {parsed.RootElement.ValueKind.ToString().ToLowerInvariant()}.");
        }
        catch (Exception exception) when (exception is JsonException or UnstorableException)
        {
            throw Malformed($"The event must be a JSON object: {ErrorText.Clean(exception.Message)}");
        }
    }

    private static WorkflowRefusedException Malformed(string message) => new(WorkflowRefusal.Malformed, message);
}
