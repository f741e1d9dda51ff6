using MassTransit;

namespace Workflows.Runtime;

/// <summary>A message to a queue of ours that finds no queue comes back as an error, instead of vanishing.</summary>
internal static class Mandatory<T>
    where T : class
{
    public static readonly IPipe<SendContext<T>> Pipe = MassTransit.Pipe.Execute<SendContext<T>>(Set);

    public static void Set(SendContext<T> context)
    {
        if (context.TryGetPayload(out RabbitMqSendContext? rabbitMq))
            rabbitMq.Mandatory = true;
    }
}
