using Workflows.Broker;
using Workflows.Runtime;

namespace Workflows.Tests.Runtime;

/// <summary>Sends of a process whose bus has no broker that could be given up.</summary>
internal static class SendsWithoutBroker
{
    public static IBroker Broker { get; } = new OtherBroker(null);

    public static UnbrokenSends Create(TimeSpan? answerWithin = null) => new(Broker, answerWithin);
}
