using MassTransit;
using MassTransit.Configuration;
using MassTransit.DependencyInjection;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Runtime;

/// <summary>
/// The bus that the workflows were added to. A process may have others beside it (MultiBus), and what the container hands out without a name, such as
/// <see cref="IBus"/> and <see cref="IBusInstance"/>, may belong to one of those. MassTransit asks specifications of a bus when it has made that bus.
/// </summary>
internal abstract class WorkflowBus(IServiceProvider provider) : IBusInstanceSpecification
{
    private volatile IBusInstance? _instance;

    public abstract IBus Bus { get; }

    /// <summary>The bus with its host and its endpoints.</summary>
    public IBusInstance Instance
    {
        get
        {
            // It is made when it is first asked for.
            var bus = Bus;
            return _instance ?? throw new InvalidOperationException($"Expected the bus {bus.Address} to be made by AddMassTransit, but it was not.");
        }
    }

    public abstract IEndpointNameFormatter? Formatter { get; }

    /// <summary>Whether this is the context that the bus is configured with.</summary>
    public abstract bool IsConfiguredWith(IRegistrationContext context);

    /// <summary>Whether an observer of all buses is told of this one.</summary>
    public bool Is(IBus bus) => ReferenceEquals(bus, _instance?.BusControl);

    public void Configure(IBusInstance busInstance)
    {
        _instance = busInstance;
        foreach (var listener in provider.GetServices<IBusListener>())
            listener.Connect(busInstance.BusControl);
    }

    public IEnumerable<ValidationResult> Validate() => [];
}

internal sealed class WorkflowBus<TBus>(IServiceProvider provider) : WorkflowBus(provider)
    where TBus : class, IBus
{
    private readonly IServiceProvider _provider = provider;

    public override IBus Bus => _provider.GetRequiredService<TBus>();

    public override IEndpointNameFormatter? Formatter =>
        _provider.GetService<Bind<TBus, IEndpointNameFormatter>>()?.Value ?? _provider.GetService<IEndpointNameFormatter>();

    public override bool IsConfiguredWith(IRegistrationContext context) =>
        ReferenceEquals(context, _provider.GetService<Bind<TBus, IBusRegistrationContext>>()?.Value);
}
