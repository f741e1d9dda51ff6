using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Broker.RabbitMq;
using Workflows.Runtime;

namespace Workflows.Broker;

/// <summary>The broker of the bus. Which one that is shows when the bus is made, behind all registrations.</summary>
internal sealed class BusBroker(IServiceProvider provider) : IBroker
{
    private readonly Lazy<IBroker> _broker = new(() => provider.GetRequiredService<BrokerConnection>().IsRabbitMq
        ? ActivatorUtilities.CreateInstance<RabbitMqBroker>(provider)
        : new OtherBroker(provider.GetService<WorkflowBus>()));

    public void Suspect(Exception exception) => _broker.Value.Suspect(exception);

    public Task CheckSizeAsync(int size, string what, CancellationToken cancellationToken) => _broker.Value.CheckSizeAsync(size, what, cancellationToken);

    public void ForgetSizes() => _broker.Value.ForgetSizes();

    public Task<bool> IsTakingAsync() => _broker.Value.IsTakingAsync();

    public void AskForAnswer(SendContext request, Uri bus) => _broker.Value.AskForAnswer(request, bus);

    public Task<string?> ClusterAsync() => _broker.Value.ClusterAsync();
}
