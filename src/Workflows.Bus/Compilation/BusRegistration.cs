using MassTransit;
using MassTransit.Configuration;
using MassTransit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Registers the bus of the workflows: the one whose configurator they were added to.</summary>
internal sealed class BusRegistration : IBusRegistrationAction
{
    public static void Add(IBusRegistrationConfigurator configurator) => BusTypes.Run(configurator, new BusRegistration());

    public void Run<TBus>(IServiceCollection services)
        where TBus : class, IBus
    {
        services.AddSingleton<WorkflowBus, WorkflowBus<TBus>>();
        services.AddSingleton(provider => Bind<TBus>.Create<IBusInstanceSpecification>(provider.GetRequiredService<WorkflowBus>()));
    }
}
