using MassTransit;
using Workflows.Definition;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Settings of the endpoints, by the type that stands for them in MassTransit's registrations.</summary>
internal sealed class EndpointSettings(WorkflowEndpoints endpoints, EndpointOwners owners, IReadOnlyDictionary<Type, WorkflowOptions> workflows, IReadOnlyDictionary<Type, StepQueue> queues, ConfiguredEndpoints configured, bool isRemote)
{
    public WorkflowEndpoints Endpoints { get; } = endpoints;

    /// <summary>The formatter that the endpoints are really configured with.</summary>
    /// <exception cref="WorkflowDefinitionException">It gives two of them one name.</exception>
    public void Use(IEndpointNameFormatter formatter)
    {
        Endpoints.Use(formatter);
        owners.Check();
    }

    public ConfiguredEndpoints Configured { get; } = configured;

    /// <returns>Names of the endpoints without which a workflow does not run.</returns>
    public IEnumerable<string> NamesFor(WorkflowPlan plan) =>
        isRemote ? StepNamesFor(plan) : StepNamesFor(plan).Prepend(Endpoints.InstancesOf(plan.WorkflowType)).Append(Endpoints.Commands);

    private IEnumerable<string> StepNamesFor(WorkflowPlan plan) =>
        plan.Steps.Select(step => step.Queue).Distinct(StringComparer.Ordinal).Select(queue => Endpoints.StepsOf(plan.WorkflowType, queue));

    public WorkflowEndpointOptions InstancesOf(Type workflowType) => workflows[workflowType].Instances;

    /// <param name="queueType">A workflow, for its own step queue, or the type that stands for a named queue.</param>
    public WorkflowEndpointOptions StepsOf(Type queueType) =>
        queues.TryGetValue(queueType, out var queue) ? queue.Options : workflows[queueType].Steps;

    public string StepsNameOf(Type queueType) =>
        queues.TryGetValue(queueType, out var queue) ? Endpoints.StepsOf(typeof(object), queue.Name) : Endpoints.StepsOf(queueType, null);

    public static void Apply(IReceiveEndpointConfigurator endpoint, WorkflowEndpointOptions options)
    {
        endpoint.PrefetchCount = options.PrefetchCount;
        endpoint.ConcurrentMessageLimit = options.ConcurrentMessageLimit;
        if (options.QuorumQueue && endpoint is IRabbitMqReceiveEndpointConfigurator rabbitMq)
            rabbitMq.SetQuorumQueue();
    }
}

/// <summary>A queue that steps asked for by name.</summary>
internal sealed record StepQueue(string Name, WorkflowEndpointOptions Options);
