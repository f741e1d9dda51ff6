using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

/// <summary>Sends of a process whose bus has no broker that could be given up.</summary>
internal static class SendsWithoutBroker
{
    public static UnbrokenSends Create() => new(new BrokerReset(
        new BrokerConnection(new ServiceCollection().BuildServiceProvider()),
        new EndpointRestart(NullLogger<EndpointRestart>.Instance),
        TimeProvider.System,
        NullLogger<BrokerReset>.Instance));
}
