using MassTransit;
using Workflows.Diagnostics;

namespace Workflows.Runtime;

/// <summary>Refuses messages of another store: here their instances do not exist, and to drop them would lose them in silence.</summary>
internal sealed class StoreMarkFilter(StoreIdentity identity) : IFilter<ConsumeContext>, IConfigureReceiveEndpoint
{
    public Task Send(ConsumeContext context, IPipe<ConsumeContext> next)
    {
        if (!identity.IsForeign(context.Headers.Get<string>(StoreIdentity.Header)))
            return next.Send(context);

        var endpoint = context.ReceiveContext.InputAddress.Segments[^1];
        identity.NoteForeign(endpoint);
        throw new ForeignStoreException($"Expected messages of the store of this process at the endpoint '{endpoint}', but this one is of another: the same workflows run on two stores behind endpoints of one name. Give the endpoints of one of them a prefix, or both the same store; then move the message from the error queue back.");
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("workflowStore");

    public void Configure(string name, IReceiveEndpointConfigurator configurator) => configurator.UseFilter(this);
}

/// <summary>A message came to a process that works on another store than its sender.</summary>
internal sealed class ForeignStoreException(string message) : Exception(message);
