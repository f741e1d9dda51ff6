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

        var faults = registry.Plans.SelectMany(plan => plan.Steps.Where(invoker.RunsDefinedCode).SelectMany(step => Missing(step, known).Select(type =>
            $"{plan.Identity}, node '{step.Name}': expected the service {type.FullName} in the container, but it is not registered. Add it to the services of the application.")));
        var all = faults.Distinct().ToArray();
        return all.Length == 0 ? Task.CompletedTask : throw new WorkflowDefinitionException(all);
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<Type> Missing(StepNode step, IServiceProviderIsService known)
    {
        if (step.Code.StepType is not { } type)
            return step.Code.Services.Where(service => !known.IsService(service));

        // A step that the application makes itself is its own affair.
        if (services.LastOrDefault(service => service.ServiceType == type && !service.IsKeyedService)?.ImplementationType is not { } implementation)
            return [];

        // The container takes the widest constructor it can satisfy: what no constructor can do without is missing.
        var missing = implementation.GetConstructors()
            .Select(constructor => constructor.GetParameters().Where(parameter => !parameter.HasDefaultValue && !IsKnown(parameter, known)).Select(parameter => parameter.ParameterType).ToArray())
            .ToArray();
        return missing.Length == 0 ? [] : missing.MinBy(types => types.Length)!;
    }

    private static bool IsKnown(ParameterInfo parameter, IServiceProviderIsService known) =>
        parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { } keyed && known is IServiceProviderIsKeyedService keys
            ? keys.IsKeyedService(parameter.ParameterType, keyed.Key)
            : known.IsService(parameter.ParameterType);
}
