using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Definition;
using Workflows.Runtime;
using Workflows.Steps;

namespace Workflows.Compilation;

/// <summary>Finds out before anything starts whether the container has what the steps ask for.</summary>
internal sealed class StepServiceCheck(IServiceCollection services, WorkflowRegistry registry, IStepInvoker invoker, IServiceProvider provider) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (provider.GetService<IServiceProviderIsService>() is not { } known)
            return Task.CompletedTask;

        var faults = registry.Plans.SelectMany(plan => plan.Steps.Where(invoker.RunsDefinedCode).SelectMany(step => FaultsOf(step, known).Select(fault =>
            $"{plan.Identity}, node '{step.Name}': {fault}")));
        var all = faults.Distinct().ToArray();
        return all.Length == 0 ? Task.CompletedTask : throw new WorkflowDefinitionException(all);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Whether the container could make an object of it. One that it could not is the application's to register; the container would refuse to be built.</summary>
    public static bool CanBeMade(Type type) => type is { IsAbstract: false, IsInterface: false, ContainsGenericParameters: false } && type.GetConstructors().Length > 0;

    private IEnumerable<string> FaultsOf(StepNode step, IServiceProviderIsService known)
    {
        if (step.Code.StepType is not { } type)
            return Missing(step.Code.Services.Where(service => !known.IsService(service)));

        // A step that the application makes itself is its own affair.
        var descriptor = services.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService);
        var implementation = descriptor is null ? type : descriptor.ImplementationType;
        if (implementation is null)
            return [];

        return CanBeMade(implementation) ? Missing(MissingIn(implementation, known)) : [WhyNotMade(implementation)];
    }

    private static string WhyNotMade(Type type)
    {
        var what = type switch
        {
            { IsInterface: true } => "is an interface",
            { IsAbstract: true } => "is abstract",
            _ => "has no public constructor",
        };
        return $"expected a class that the container can make as the code of the step, but {type.FullName} {what}. Name a class with a public constructor, or register how it is made: services.AddScoped<{type.Name}>(provider => ...).";
    }

    private static IEnumerable<string> Missing(IEnumerable<Type> types) =>
        types.Select(type => $"expected the service {type.FullName} in the container, but it is not registered. Add it to the services of the application.");

    private static Type[] MissingIn(Type implementation, IServiceProviderIsService known)
    {
        // The container takes the widest constructor it can satisfy: what no constructor can do without is missing.
        var missing = implementation.GetConstructors()
            .Select(constructor => constructor.GetParameters().Where(parameter => !parameter.HasDefaultValue && !IsKnown(parameter, known)).Select(parameter => parameter.ParameterType).ToArray())
            .ToArray();
        return missing.MinBy(types => types.Length)!;
    }

    private static bool IsKnown(ParameterInfo parameter, IServiceProviderIsService known) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed && known is IServiceProviderIsKeyedService keys
            ? keys.IsKeyedService(parameter.ParameterType, keyed.Key)
            : known.IsService(parameter.ParameterType);
}
