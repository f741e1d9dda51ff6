using MassTransit;
using MassTransit.InMemoryTransport;
using MassTransit.InMemoryTransport.Configuration;
using MassTransit.Transports.Fabric;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>Knows which queues of the transport in memory a message reaches.</summary>
internal sealed class InMemoryRoutes(WorkflowBus bus)
{
    private readonly IInMemoryHostConfiguration _host = bus.Instance.HostConfiguration as IInMemoryHostConfiguration
        ?? throw new InvalidOperationException($"Workflows are tested on MassTransit's transport in memory, but the bus uses {bus.Instance.HostConfiguration.HostAddress}. Leave out UsingRabbitMq and the like in the test.");

    public string NameOf(Uri address) => new InMemoryEndpointAddress(_host.HostAddress, address).Name;

    public IReadOnlyCollection<string> QueuesBehind(Uri address)
    {
        var provider = _host.TransportProvider;
        var queues = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var visited = new HashSet<object>();
        Collect(provider.MessageFabric.GetExchange(provider, NameOf(address)));
        return queues;

        void Collect(IMessageExchange<InMemoryTransportMessage> exchange)
        {
            if (!visited.Add(exchange))
                return;

            foreach (var sink in exchange.Sinks)
            {
                if (sink is IMessageQueue<InMemoryTransportContext, InMemoryTransportMessage> queue)
                    queues.Add(queue.Name);
                else if (sink is IMessageExchange<InMemoryTransportMessage> next)
                    Collect(next);
            }
        }
    }
}
