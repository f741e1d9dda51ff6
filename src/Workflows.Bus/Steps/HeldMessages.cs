using System.Text.Json;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>Turns what a step published and sent into messages that are kept with the instance.</summary>
internal static class HeldMessages
{
    public static IReadOnlyList<HeldMessage> Of(StepContext context)
    {
        if (context.Held.Count == 0)
            return [];

        return [.. context.Held.Select((call, index) => Of(context, call, index))];
    }

    private static HeldMessage Of(StepContext context, HeldCall call, int index)
    {
        var body = JsonSerializer.Serialize(call.Message, call.Type, SystemTextJsonMessageSerializer.Options);
        WorkflowJson.ThrowIfNullCharacter(body, $"The message {call.Type.Name}");
        return new HeldMessage
        {
            MessageId = DeterministicId.OfMessage(context.InstanceId, context.Token, context.Attempt, index),
            Destination = call.Destination,
            MessageType = $"{call.Type.FullName}, {call.Type.Assembly.GetName().Name}",
            Body = body,
        };
    }
}
