using MassTransit;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>Follows every message of the bus from its sender into the queues that it reaches, and through the endpoints that handle it.</summary>
internal sealed class InFlightObserver(MessagesInFlight messages, Lazy<InMemoryRoutes> routes) : ISendObserver, IPublishObserver, IReceiveObserver, IReceiveEndpointObserver, IBusListener
{
    public void Connect(IBus bus)
    {
        bus.ConnectSendObserver(this);
        bus.ConnectPublishObserver(this);
        bus.ConnectReceiveObserver(this);
        bus.ConnectReceiveEndpointObserver(this);
    }

    public Task PreSend<T>(SendContext<T> context)
        where T : class => Count(context, 1);

    public Task PostSend<T>(SendContext<T> context)
        where T : class => Note(context);

    public Task SendFault<T>(SendContext<T> context, Exception exception)
        where T : class => Count(context, -1);

    public Task PrePublish<T>(PublishContext<T> context)
        where T : class => Count(context, 1);

    public Task PostPublish<T>(PublishContext<T> context)
        where T : class => Note(context);

    public Task PublishFault<T>(PublishContext<T> context, Exception exception)
        where T : class => Count(context, -1);

    public Task PreReceive(ReceiveContext context)
    {
        var delivery = messages.Begin(context.GetMessageId(), routes.Value.NameOf(context.InputAddress));
        context.AddOrUpdatePayload(() => delivery, _ => delivery);
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => End(context);

    /// <summary>Also for what failed before it came to a consumer: a body that could not be read.</summary>
    public Task ReceiveFault(ReceiveContext context, Exception exception)
    {
        if (context.TryGetPayload(out Delivery? delivery) && !delivery.IsFaulted)
            Fault(context, delivery.MessageType ?? "message", exception);

        return End(context);
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class
    {
        Fault(context.ReceiveContext, typeof(T).Name, exception);
        return Task.CompletedTask;
    }

    public Task Ready(ReceiveEndpointReady ready)
    {
        messages.Open(routes.Value.NameOf(ready.InputAddress));
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping)
    {
        messages.Close(routes.Value.NameOf(stopping.InputAddress));
        return Task.CompletedTask;
    }

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    private void Fault(ReceiveContext context, string messageType, Exception exception)
    {
        if (context.TryGetPayload(out Delivery? delivery))
            delivery.IsFaulted = true;

        messages.Fault(new FaultedMessage(context.GetMessageId(), messageType, routes.Value.NameOf(context.InputAddress), exception));
    }

    private Task Note<T>(SendContext<T> context)
        where T : class
    {
        messages.Note(context.MessageId, context.Message);
        return Task.CompletedTask;
    }

    private Task End(ReceiveContext context)
    {
        if (context.TryGetPayload(out Delivery? delivery))
            messages.End(delivery);

        return Task.CompletedTask;
    }

    /// <summary>A message that the transport delays is not in flight: nobody can say when it comes.</summary>
    private Task Count<T>(SendContext<T> context, int count)
        where T : class
    {
        if (context.Delay is not { } delay || delay <= TimeSpan.Zero)
            messages.Add(context.MessageId ?? Guid.Empty, typeof(T).Name, routes.Value.QueuesBehind(context.DestinationAddress!), count);

        return Task.CompletedTask;
    }
}
