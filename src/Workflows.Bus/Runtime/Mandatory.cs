using MassTransit;

namespace Workflows.Runtime;

/// <summary>A message to a queue of ours that finds no queue comes back as an error, instead of vanishing.</summary>
internal static class Mandatory
{
    public static void Set(SendContext context)
    {
        if (context.TryGetPayload(out RabbitMqSendContext? rabbitMq))
            rabbitMq.Mandatory = true;
    }
}
