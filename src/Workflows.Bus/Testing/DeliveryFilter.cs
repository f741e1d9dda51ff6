using MassTransit;

namespace Workflows.Testing;

/// <summary>Lets the code of steps know under which delivery it runs, and has the messages of every endpoint counted from the first one on.</summary>
internal sealed class DeliveryFilter(MessagesInFlight messages) : IFilter<ConsumeContext>, IConfigureReceiveEndpoint
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        Delivery.Current = context.ReceiveContext.TryGetPayload(out Delivery? delivery) ? delivery : null;
        return next.Send(context);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowTesting");

    public void Configure(string name, IReceiveEndpointConfigurator configurator)
    {
        messages.Open(name);
        configurator.UseFilter(this);
    }
}
