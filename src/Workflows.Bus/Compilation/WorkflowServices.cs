using MassTransit;
using MassTransit.Serialization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Workflows.Broker;
using Workflows.Definition;
using Workflows.Diagnostics;
using Workflows.Engine;
using Workflows.Events;
using Workflows.Instances;
using Workflows.Operations;
using Workflows.Persistence;
using Workflows.Runtime;
using Workflows.Steps;
using Workflows.Timers;

namespace Workflows.Compilation;

/// <summary>Registers everything that workflows need with the container and with MassTransit.</summary>
internal static class WorkflowServices
{
    public static void Add(IBusRegistrationConfigurator configurator, DurableWorkflowConfigurator declared)
    {
        var json = JsonOf(declared);
        var plans = DeclarationCheck.Compile(declared, json.States);
        AddShared(configurator, declared, plans, json);

        var store = declared.Stores.Count > 0 ? declared.Stores[0] : new StoreChoice("UseInMemory", null, MemoryStoreRegistration.Add);
        store.Register(configurator);
        configurator.AddSingleton(store);
        AddRuntime(configurator, declared, json);
        AddMessaging(configurator, declared, plans);
        BulkRegistration.Add(configurator, worksOnInstances: declared.Workflows.Count > 0);
        TimerRegistration.Add(configurator);
    }

    /// <summary>A process without the store, which runs steps and sends their outcomes back.</summary>
    public static void AddRemoteSteps(IBusRegistrationConfigurator configurator, DurableWorkflowConfigurator declared)
    {
        var json = JsonOf(declared);
        var plans = DeclarationCheck.Compile(declared, json.States);
        AddShared(configurator, declared, plans, json, isRemote: true);
        configurator.AddSingleton(StoreReadiness.OfOthers());
        InstallationRegistration.Add(configurator, hasStore: false, hasWorkflows: true);
        configurator.AddSingleton<RunningSteps>();
        configurator.AddSingleton<ReportAnswers>();
        configurator.AddSingleton<IBusListener>(provider => provider.GetRequiredService<ReportAnswers>());
        configurator.AddSingleton<RunningReports>();
        configurator.AddSingleton<RemoteAttempts>();
        foreach (var workflow in declared.Workflows)
            workflow.RegisterRemote(configurator);

        foreach (var queue in QueuesOf(declared, plans).Keys)
            NamedQueueRegistration.Of(queue).RegisterRemote(configurator);
    }

    /// <summary>A process that only watches: it has the store and no workflow, and asks others to obey commands.</summary>
    public static void AddMonitoring(IBusRegistrationConfigurator configurator, DurableWorkflowConfigurator declared)
    {
        var json = JsonOf(declared);
        DeclarationCheck.Compile(declared, json.States);
        ThrowIfRepeated(configurator);
        configurator.TryAddSingleton(TimeProvider.System);
        configurator.AddSingleton(declared.Options);
        configurator.AddSingleton(new WorkflowRegistry([]));
        configurator.AddSingleton(json);
        AddEndpoints(configurator, declared.Options);
        declared.Stores[0].Register(configurator);
        configurator.AddSingleton(StoreReadiness.OfOthers());
        configurator.AddSingleton<ILocalCommands, NoLocalCommands>();
        ClientRegistration.Add(configurator);
        BulkRegistration.Add(configurator, worksOnInstances: false);
        configurator.AddSingleton(declared.Stores[0]);
        InstallationRegistration.Add(configurator, hasStore: true, hasWorkflows: false);
    }

    private static void ThrowIfRepeated(IServiceCollection services)
    {
        if (services.Any(service => service.ServiceType == typeof(WorkflowRegistry)))
            throw new WorkflowDefinitionException(["Expected AddDurableWorkflows, AddWorkflowStepWorker or AddWorkflowMonitoring once per application, but one was called before. Register all workflows in one call."]);
    }

    private static void AddEndpoints(IBusRegistrationConfigurator services, DurableWorkflowOptions options)
    {
        BusRegistration.Add(services);
        services.AddSingleton(provider => new WorkflowEndpoints(provider.GetRequiredService<WorkflowBus>().Formatter));
        services.AddSingleton(provider => new EndpointReadiness(provider.GetRequiredService<WorkflowBus>().Is));
        services.AddBusObserver(provider => provider.GetRequiredService<EndpointReadiness>());
        services.AddSingleton<ConfiguredEndpoints>();
        services.AddSingleton<UnbrokenSends>();
        BrokerRegistration.Add(services, options.BrokerRepair);
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BusSender>(provider, provider.GetRequiredService<WorkflowBus>().Bus));
    }

    private static void AddShared(IBusRegistrationConfigurator services, DurableWorkflowConfigurator declared, IReadOnlyList<WorkflowPlan> plans, EngineJson json, bool isRemote = false)
    {
        ThrowIfRepeated(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(declared.Options);
        services.AddSingleton(new WorkflowRegistry(plans));
        services.AddSingleton(json);
        services.AddSingleton(json.States);
        AddEndpoints(services, declared.Options);
        services.AddSingleton(provider => new EndpointOwners(
            provider.GetRequiredService<WorkflowEndpoints>(),
            provider.GetRequiredService<WorkflowRegistry>(),
            [.. QueuesOf(declared, plans).Values.Select(queue => queue.Name)]));
        services.AddConfigureEndpointsCallback((context, name, endpoint) => context.GetRequiredService<EndpointOwners>().Watch(name, endpoint));
        services.AddSingleton(provider => new EndpointSettings(
            provider.GetRequiredService<WorkflowEndpoints>(),
            provider.GetRequiredService<EndpointOwners>(),
            declared.Workflows.ToDictionary(workflow => workflow.WorkflowType, workflow => workflow.Options),
            QueuesOf(declared, plans),
            provider.GetRequiredService<ConfiguredEndpoints>(),
            isRemote));
        services.AddSingleton<StepContextFactory>();
        services.AddSingleton<StepFilters>();
        services.AddSingleton<IStepInvoker, StepInvoker>();
        services.AddSingleton<HeldMessages>();
        services.AddSingleton<StepExecutor>();
        services.AddSingleton<IHostedService>(provider => ActivatorUtilities.CreateInstance<StepServiceCheck>(provider, (IServiceCollection)services));
        services.AddHostedService<EventTypeCheck>();
        foreach (var step in plans.SelectMany(plan => plan.Steps).Select(step => step.Code.StepType).OfType<Type>().Where(StepServiceCheck.CanBeMade).Distinct())
            services.TryAddScoped(step);
    }

    private static void AddRuntime(IServiceCollection services, DurableWorkflowConfigurator declared, EngineJson json)
    {
        services.AddSingleton(new WorkflowEngine(new EngineSettings
        {
            Json = json.States,
            EventJson = json.Events,
            StaleAfter = declared.Options.StaleAfter,
            KeptEventLimit = declared.Options.KeptEventLimit,
            KeptSizeLimit = DurableWorkflowOptions.TogetherOf(declared.Options.MessageSizeLimit),
            LostAttemptLimit = declared.Options.LostAttemptLimit,
            CarriedHeaders = [.. declared.CarriedHeaders.Distinct(StringComparer.OrdinalIgnoreCase)],
        }));
        services.AddSingleton(new EventOptions(new EventWindows(declared.Options.KeepUnmatchedEvents, declared.Windows), json));
        services.AddSingleton<InstanceGate>();
        services.AddSingleton<InstanceCache>();
        services.AddSingleton<TransitionRunner>();
        services.AddSingleton<StepMessages>();
        services.AddSingleton<SendsUnderWay>();
        services.AddSingleton<StepMessageSender>();
        services.AddSingleton<HeldMessageSender>();
        services.AddSingleton<EarlyEffects>();
        services.AddSingleton<EffectDispatcher>();
        services.AddHostedService<EarlyEffectsService>();
        services.AddSingleton<IEffectListener, EffectListener>();
        services.AddSingleton<UnknownVersions>();
        services.AddSingleton<EventKeeper>();
        services.AddSingleton<KeylessEvents>();
        services.AddSingleton<EventRouter>();
        services.AddSingleton<KeptPassages>();
        services.AddSingleton<KeptMessages>();
        services.AddSingleton<IKeptMessageRoute, KeptMessageRoute>();
        services.AddSingleton<UnknownTypes>();
        services.AddSingleton<UnknownEvents>();
        services.AddSingleton<KeptForVersions>();
        services.AddHostedService<KeptEventService>();
        services.AddSingleton<EarlyEvents>();
        services.AddSingleton<StaleClaims>();
        services.AddSingleton<ExpiredEvents>();
        services.AddSingleton<Quarantine>();
        services.AddSingleton<Sweeper>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<InstanceSignals>());
        services.AddSingleton<ICommitObserver, CanceledSteps>();
        services.AddSingleton<ICommitObserver, FaultLog>();
        services.AddSingleton<CommitMetrics>();
        services.AddSingleton<ICommitObserver>(provider => provider.GetRequiredService<CommitMetrics>());
        services.AddHostedService(provider => provider.GetRequiredService<CommitMetrics>());
        services.AddSingleton<RunningSteps>();
        services.AddSingleton<StepStarts>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<StepClaims>();
        services.AddSingleton<StepWorker>();
        services.AddSingleton<StepDelivery>();
        services.AddSingleton(new StepSlots(declared.Workflows.ToDictionary(workflow => workflow.WorkflowType, workflow => workflow.Options)));
        services.AddSingleton<FirstSteps>();
        services.AddHostedService<RunningStepsMonitor>();
        services.AddSingleton<WorkflowStarter>();
        services.AddSingleton<SentEvents>();
        services.AddSingleton<WorkflowOperations>();
        services.AddSingleton<ILocalCommands, LocalCommands>();
        ClientRegistration.Add(services);
        services.AddSingleton<OtherVersions>();
        services.AddSingleton<SagaDelivery>();
        services.AddSingleton<StepReports>();
        DefinitionServices.Add(services);
        services.AddSingleton<StorePreparation>();
        services.AddSingleton<StoreFailures>();
        services.AddSingleton<StoreOpening>();
        services.AddSingleton<IStoreOpening>(provider => provider.GetRequiredService<StoreOpening>());
        services.AddHostedService<StoreStartup>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<StartRefusal>(provider, declared.Refused));
        DiagnosticsRegistration.Add(services);
        InstallationRegistration.Add(services, hasStore: true, hasWorkflows: true);
    }

    private static void AddMessaging(IBusRegistrationConfigurator configurator, DurableWorkflowConfigurator declared, IReadOnlyList<WorkflowPlan> plans)
    {
        foreach (var workflow in declared.Workflows)
            workflow.Register(configurator);

        foreach (var queue in QueuesOf(declared, plans).Keys)
            NamedQueueRegistration.Of(queue).Register(configurator);

        if (declared.Workflows.Count > 0)
            configurator.AddConsumer<WorkflowCommandConsumer<PublishedCommands>>(typeof(WorkflowCommandDefinition<PublishedCommands>));

        configurator.TryAddScoped(typeof(OperationConsumer<>));
    }

    private static Dictionary<Type, StepQueue> QueuesOf(DurableWorkflowConfigurator declared, IReadOnlyList<WorkflowPlan> plans) =>
        NamedQueues.TypesFor(plans.SelectMany(plan => plan.Steps).Select(step => step.Queue).OfType<string>())
            .ToDictionary(pair => pair.Value, pair => new StepQueue(pair.Key, declared.Queues.GetValueOrDefault(pair.Key) ?? new WorkflowEndpointOptions()));

    private static EngineJson JsonOf(DurableWorkflowConfigurator declared) =>
        new(
            WorkflowJson.ForStates(new ContentSize(declared.Options.StateSizeLimit, nameof(DurableWorkflowOptions.StateSizeLimit)), declared.Json),
            new WorkflowJson(SystemTextJsonMessageSerializer.Options) { Size = new ContentSize(declared.Options.MessageSizeLimit, nameof(DurableWorkflowOptions.MessageSizeLimit)) });
}
