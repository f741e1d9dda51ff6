using System.Reflection;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;

namespace Workflows.Runtime;

/// <summary>Registers something for the bus that a configurator is for, known by its type.</summary>
internal interface IBusRegistrationAction
{
    void Run<TBus>(IServiceCollection services)
        where TBus : class, IBus;
}

/// <summary>Tells the bus of a configurator.</summary>
internal static class BusTypes
{
    private static readonly MethodInfo _run = typeof(IBusRegistrationAction).GetMethod(nameof(IBusRegistrationAction.Run))!;

    /// <returns>The interface that the bus is known by: <see cref="IBus"/>, or the one that <c>AddMassTransit&lt;TBus&gt;</c> was given.</returns>
    public static Type Of(IBusRegistrationConfigurator configurator) =>
        configurator.GetType().GetInterfaces()
            .Where(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IBusRegistrationConfigurator<>))
            .Select(type => type.GetGenericArguments()[0])
            .SingleOrDefault(typeof(IBus));

    public static void Run(IBusRegistrationConfigurator configurator, IBusRegistrationAction action) =>
        _run.MakeGenericMethod(Of(configurator)).Invoke(action, [configurator]);
}
