using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflows.Contracts;
using Workflows.Persistence;

namespace Workflows.Compilation;

/// <summary>Collects what an application declares; <see cref="WorkflowServices"/> checks and registers it.</summary>
internal sealed class DurableWorkflowConfigurator : IDurableWorkflowConfigurator
{
    public List<WorkflowRegistration> Workflows { get; } = [];

    /// <summary>Found in an assembly, but nobody can make one who does not know what their constructors take.</summary>
    public List<Type> Unmade { get; } = [];

    public List<StoreChoice> Stores { get; } = [];

    public Dictionary<string, WorkflowEndpointOptions> Queues { get; } = new(StringComparer.Ordinal);

    public Dictionary<Type, TimeSpan> Windows { get; } = [];

    public List<Action<JsonSerializerOptions>> Json { get; } = [];

    public List<string> CarriedHeaders { get; } = [];

    public HashSet<WorkflowFindingKind> Refused { get; } = [];

    public DurableWorkflowOptions Options { get; } = new();

    public IDurableWorkflowConfigurator AddWorkflow<TWorkflow>(Action<WorkflowOptions>? configure = null)
        where TWorkflow : Workflow, new() => AddWorkflow(static () => new TWorkflow(), configure);

    public IDurableWorkflowConfigurator AddWorkflow<TWorkflow>(Func<TWorkflow> create, Action<WorkflowOptions>? configure = null)
        where TWorkflow : Workflow
    {
        ArgumentNullException.ThrowIfNull(create);
        var registration = new WorkflowRegistration<TWorkflow>(create);
        configure?.Invoke(registration.Options);
        Workflows.Add(registration);
        return this;
    }

    public IDurableWorkflowConfigurator AddWorkflows(params Assembly[] assemblies)
    {
        ArgumentNullException.ThrowIfNull(assemblies);
        foreach (var type in assemblies.SelectMany(assembly => assembly.GetExportedTypes()).OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (!typeof(Workflow).IsAssignableFrom(type) || type is not { IsAbstract: false, ContainsGenericParameters: false })
                continue;

            if (type.GetConstructor(Type.EmptyTypes) is null)
                Unmade.Add(type);
            else
                Workflows.Add(WorkflowRegistration.Of(type));
        }

        return this;
    }

    public IDurableWorkflowConfigurator UseInMemory() => Use(new StoreChoice("UseInMemory", null, MemoryStoreRegistration.Add));

    public IDurableWorkflowConfigurator UsePostgres(string connectionString, Action<PostgresStoreOptions>? configure = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        var options = new PostgresStoreOptions();
        configure?.Invoke(options);
        return Use(new StoreChoice("UsePostgres", options, services => PostgresStoreRegistration.Add(services, connectionString, options)));
    }

    public IDurableWorkflowConfigurator UseEntityFramework<TDbContext>(Action<WorkflowStoreOptions>? configure = null)
        where TDbContext : DbContext
    {
        var options = new WorkflowStoreOptions();
        configure?.Invoke(options);
        return Use(new StoreChoice("UseEntityFramework", options, services => EntityFrameworkStoreRegistration.Add<TDbContext>(services, options)));
    }

    public IDurableWorkflowConfigurator ConfigureStepQueue(string name, Action<WorkflowEndpointOptions> configure)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(configure);
        if (!Queues.TryGetValue(name, out var options))
            Queues.Add(name, options = new WorkflowEndpointOptions());

        configure(options);
        return this;
    }

    public IDurableWorkflowConfigurator KeepUnmatched<TEvent>(TimeSpan window)
        where TEvent : class
    {
        Windows[typeof(TEvent)] = window;
        return this;
    }

    public IDurableWorkflowConfigurator CarryHeader(string name)
    {
        CarriedHeaders.Add(name);
        return this;
    }

    public IDurableWorkflowConfigurator ConfigureJson(Action<JsonSerializerOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        Json.Add(configure);
        return this;
    }

    public IDurableWorkflowConfigurator Configure(Action<DurableWorkflowOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        configure(Options);
        return this;
    }

    public IDurableWorkflowConfigurator RefuseToStartOn(params WorkflowFindingKind[] kinds)
    {
        ArgumentNullException.ThrowIfNull(kinds);
        Refused.UnionWith(kinds);
        return this;
    }

    private DurableWorkflowConfigurator Use(StoreChoice store)
    {
        Stores.Add(store);
        return this;
    }
}
