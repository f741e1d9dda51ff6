using MassTransit;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// Has answers come to the temporary queue of a bus by the default exchange, as MassTransit sends to queues for replies. An answer to a process that is gone is
/// dropped there. By the temporary exchange of the bus it would close the channel of whoever answers, or declare the exchange anew and leave it behind.
/// </summary>
internal static class DirectAnswers
{
    private const string DefaultExchange = "amq.rabbitmq.reply-to";

    /// <param name="request">What is to be answered.</param>
    /// <param name="bus">Address of the bus that sends it.</param>
    public static void Ask(SendContext request, Uri bus)
    {
        request.ResponseAddress = new Uri(bus, DefaultExchange);
        if (request.TryGetPayload(out RabbitMqSendContext? rabbitMq))
            rabbitMq.BasicProperties.ReplyTo = Uri.UnescapeDataString(bus.Segments[^1]);
    }
}
