using MassTransit;
using MassTransit.InMemoryTransport;
using MassTransit.InMemoryTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Remembers every message that an endpoint got, and delivers it again as a broker does whose delivery was not acknowledged.</summary>
internal sealed class Redelivery : IReceiveObserver
{
    private readonly Lock _lock = new();
    private readonly List<Delivered> _delivered = [];

    /// <summary>From now on nothing is acknowledged any more: what is being handled and what comes stays with the broker.</summary>
    public bool IsConnectionLost { get; set; }

    /// <summary>Messages whose handling ended, or not.</summary>
    public IReadOnlyList<Delivered> Messages
    {
        get
        {
            lock (_lock)
                return [.. _delivered];
        }
    }

    public IEnumerable<Delivered> Unacknowledged => Messages.Where(message => !message.IsAcknowledged);

    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<Redelivery>();
        services.AddReceiveObserver(provider => provider.GetRequiredService<Redelivery>());
    }

    /// <summary>Delivers messages again, marked as redelivered, on a bus in memory.</summary>
    public static async Task DeliverAsync(TestBus bus, IEnumerable<Delivered> messages)
    {
        await bus.Harness.EnsureStartedAsync();
        var host = (IInMemoryHostConfiguration)bus.Get<IBusInstance>().HostConfiguration;
        var fabric = host.TransportProvider;
        foreach (var message in messages)
        {
            var copy = new InMemoryTransportMessage(message.Id, message.Body, message.ContentType) { DeliveryCount = 1 };
            bus.Get<MessagesInFlight>().Add(message.Id, "redelivered", [message.Endpoint], 1);
            await fabric.MessageFabric.GetExchange(fabric, message.Endpoint).Deliver(new InMemoryDeliveryContext(copy, CancellationToken.None));
        }
    }

    public Task PreReceive(ReceiveContext context)
    {
        var delivered = new Delivered(context.InputAddress.AbsolutePath.TrimStart('/'), context.GetMessageId() ?? Guid.Empty, context.Body.GetBytes(), context.ContentType.ToString());
        context.AddOrUpdatePayload(() => delivered, _ => delivered);
        lock (_lock)
            _delivered.Add(delivered);

        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context)
    {
        if (!IsConnectionLost && context.TryGetPayload(out Delivered? delivered))
            delivered.IsAcknowledged = true;

        return Task.CompletedTask;
    }

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;

    internal sealed record Delivered(string Endpoint, Guid Id, byte[] Body, string ContentType)
    {
        public bool IsAcknowledged { get; set; }
    }
}
