using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Workflows;
using Workflows.Compilation;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Persistence.Memory;
using Workflows.Runtime;
using Workflows.Steps;
using Workflows.Testing;
using Workflows.Timers;

namespace MassTransit;

/// <summary>Adds what tests of workflows need.</summary>
public static class WorkflowTestingRegistrationExtensions
{
    /// <summary>Adds a bus in memory with MassTransit's test harness, workflows, and the <see cref="WorkflowTestHarness"/>.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Declares the workflows. A store that is named here is not used.</param>
    /// <param name="continueFrom">A harness whose store and clock this one goes on with, as a process does after a restart. Default: none.</param>
    /// <exception cref="WorkflowDefinitionException">Definitions or settings are wrong; the message lists all faults.</exception>
    public static IServiceCollection AddWorkflowTestHarness(this IServiceCollection services, Action<IDurableWorkflowConfigurator> configure, WorkflowTestHarness? continueFrom = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.AddMassTransitTestHarness(TextWriter.Null, bus => bus.AddDurableWorkflows(configure));
        return services.AddWorkflowTesting(continueFrom);
    }

    /// <summary>
    /// Adds the <see cref="WorkflowTestHarness"/> to a container that has MassTransit's test harness and workflows: the store is replaced by the one
    /// in memory, the clock by one that stands still, and nothing goes off by itself any more.
    /// </summary>
    /// <param name="services">The container, behind <c>AddMassTransitTestHarness</c> and <c>AddDurableWorkflows</c>.</param>
    /// <param name="continueFrom">A harness whose store and clock this one goes on with, as a process does after a restart. Default: none.</param>
    public static IServiceCollection AddWorkflowTesting(this IServiceCollection services, WorkflowTestHarness? continueFrom = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions();
        ReplaceTime(services, continueFrom?.Clock ?? new ManualClock());
        ReplaceStore(services, continueFrom?.Services.GetRequiredService<MemoryWorkflowStore>() ?? new MemoryWorkflowStore());
        services.RemoveAll<IStepInvoker>();
        services.AddSingleton<StepInvoker>();
        services.AddSingleton<IStepInvoker, TestStepInvoker>();
        services.TryAddSingleton<IHostApplicationLifetime, TestLifetime>();
        AddParts(services);
        AddObserver(services);
        services.AddSingleton(provider => new WorkflowTestHarness(provider, provider.GetRequiredService<TestParts>()));
        return services;
    }

    private static void ReplaceTime(IServiceCollection services, ManualClock clock)
    {
        services.RemoveAll<TimeProvider>();
        services.AddSingleton(clock);
        services.AddSingleton<TimeProvider>(clock);
        TimerRegistration.ReplaceByManual(services);
    }

    private static void ReplaceStore(IServiceCollection services, MemoryWorkflowStore store)
    {
        services.RemoveAll<IWorkflowStore>();
        services.RemoveAll<IInstanceGateway>();
        services.RemoveAll<MemoryWorkflowStore>();
        services.RemoveAll<StoreChoice>();
        MemoryStoreRegistration.Add(services);
        services.AddSingleton(store);
        services.AddSingleton(new StoreChoice("AddWorkflowTesting", null, MemoryStoreRegistration.Add));
    }

    private static void AddParts(IServiceCollection services)
    {
        services.AddSingleton<ActivitySignal>();
        services.AddSingleton<MessagesInFlight>();
        services.AddSingleton<StepsInProgress>();
        services.AddSingleton<StepFakes>();
        services.AddSingleton<Idleness>();
        services.AddSingleton<VirtualTime>();
        services.AddSingleton<RunSource>();
        services.AddSingleton<TimeAtTheEnd>();
        services.AddHostedService(provider => provider.GetRequiredService<TimeAtTheEnd>());
        services.AddSingleton<TestHost>();
        services.AddSingleton<TestHostEnd>();
        services.AddSingleton<TestParts>();
    }

    private static void AddObserver(IServiceCollection services)
    {
        services.AddSingleton(provider => new InFlightObserver(
            provider.GetRequiredService<MessagesInFlight>(),
            new Lazy<InMemoryRoutes>(() => new InMemoryRoutes(provider.GetRequiredService<WorkflowBus>()))));
        services.AddSingleton<IBusListener>(provider => provider.GetRequiredService<InFlightObserver>());
        services.AddSingleton<IConfigureReceiveEndpoint, DeliveryFilter>();
    }
}
