using Microsoft.Extensions.DependencyInjection;
using Workflows.Broker.RabbitMq;
using Workflows.Runtime;

namespace Workflows.Broker;

/// <summary>Registers what is done about the broker, and what repairs the bus after a loss of it. On other transports than RabbitMQ the repair does nothing.</summary>
internal static class BrokerRegistration
{
    public static void Add(IServiceCollection services, WorkflowBrokerRepair repair)
    {
        services.AddSingleton<IBroker, BusBroker>();
        services.AddSingleton<BrokerConnection>();
        services.AddSingleton<BrokerLimit>();
        if (repair != WorkflowBrokerRepair.Off)
            AddRepair(services, repair);
    }

    private static void AddRepair(IServiceCollection services, WorkflowBrokerRepair repair)
    {
        services.AddSingleton(provider => new RepairedEndpoints(
            provider.GetRequiredService<ConfiguredEndpoints>(),
            () => provider.GetRequiredService<WorkflowBus>().Bus.Address,
            repair == WorkflowBrokerRepair.AllEndpoints));
        services.AddSingleton<EndpointRestart>();
        services.AddSingleton<BrokerReset>();
        services.AddSingleton<LostConnectionWatch>();
        services.AddSingleton<IBusListener>(provider => provider.GetRequiredService<LostConnectionWatch>());
        services.AddHostedService(provider => provider.GetRequiredService<LostConnectionWatch>());
        services.AddSingleton<ConsumerConnections>();
        services.AddSingleton<IBusListener>(provider => provider.GetRequiredService<ConsumerConnections>());
        services.AddHostedService<EndpointWatch>();
    }
}
