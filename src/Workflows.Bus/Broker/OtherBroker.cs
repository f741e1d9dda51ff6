using MassTransit;
using Workflows.Runtime;

namespace Workflows.Broker;

/// <summary>That of a transport where nothing is known to need repair, and where sizes are found out by sending.</summary>
internal sealed class OtherBroker(WorkflowBus? bus) : IBroker
{
    public void Suspect(Exception exception)
    {
    }

    public Task CheckSizeAsync(int size, string what, CancellationToken cancellationToken) => Task.CompletedTask;

    public void ForgetSizes()
    {
    }

    public Task<bool> IsTakingAsync() => Task.FromResult(bus?.Instance.BusControl.CheckHealth().Status == BusHealthStatus.Healthy);

    public void AskForAnswer(SendContext request, Uri bus) => request.ResponseAddress = bus;

    public Task<string?> ClusterAsync() => Task.FromResult<string?>(null);
}
