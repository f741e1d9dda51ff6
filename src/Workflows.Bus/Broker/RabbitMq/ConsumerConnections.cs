using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Transports;
using RabbitMQ.Client;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// On which connection each receive endpoint of the bus consumes. When a connection is lost, the end of a channel may never be told to the consumer on it. Its endpoint takes itself for healthy, sends
/// through another channel, on the next connection, and receives nothing.
/// </summary>
internal sealed class ConsumerConnections : IReceiveEndpointObserver, IBusListener
{
    private readonly ConcurrentDictionary<IReceiveEndpoint, IConnection> _connections = new(ReferenceEqualityComparer.Instance);

    public void Connect(IBus bus) => bus.ConnectReceiveEndpointObserver(this);

    /// <summary>Whether the endpoint consumes on a connection that is closed: it was not told, or waits for deliveries that have not ended.</summary>
    public bool IsLeftBehind(IReceiveEndpoint endpoint) => _connections.TryGetValue(endpoint, out var connection) && !connection.IsOpen;

    /// <summary>Comes while the endpoint uses the channel that it begins to consume on. One that consumes nothing, as the bus itself often does, is ready without being started.</summary>
    public async Task Ready(ReceiveEndpointReady ready)
    {
        if (ready is { IsStarted: true, ReceiveEndpoint: ReceiveEndpoint endpoint } && await EndpointInternals.FindConnectionAsync(endpoint) is { } connection)
            _connections[endpoint] = connection;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Forget(stopping.ReceiveEndpoint);

    public Task Completed(ReceiveEndpointCompleted completed) => Forget(completed.ReceiveEndpoint);

    public Task Faulted(ReceiveEndpointFaulted faulted) => Forget(faulted.ReceiveEndpoint);

    private Task Forget(IReceiveEndpoint endpoint)
    {
        _connections.TryRemove(endpoint, out _);
        return Task.CompletedTask;
    }
}
