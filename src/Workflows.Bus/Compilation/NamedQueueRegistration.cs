using MassTransit;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>Registers the consumer of a queue that definitions named.</summary>
internal abstract class NamedQueueRegistration
{
    public abstract void Register(IBusRegistrationConfigurator configurator);

    public abstract void RegisterRemote(IBusRegistrationConfigurator configurator);

    public static NamedQueueRegistration Of(Type queueType) =>
        (NamedQueueRegistration)Activator.CreateInstance(typeof(NamedQueueRegistration<>).MakeGenericType(queueType))!;
}

internal sealed class NamedQueueRegistration<TQueue> : NamedQueueRegistration
{
    public override void Register(IBusRegistrationConfigurator configurator) =>
        configurator.AddConsumer<ExecuteStepConsumer<TQueue>>(typeof(ExecuteStepDefinition<ExecuteStepConsumer<TQueue>, TQueue>));

    public override void RegisterRemote(IBusRegistrationConfigurator configurator) =>
        configurator.AddConsumer<RemoteStepConsumer<TQueue>>(typeof(ExecuteStepDefinition<RemoteStepConsumer<TQueue>, TQueue>));
}
