using MassTransit;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Settings of the endpoints, by the type that stands for them in MassTransit's registrations.</summary>
internal sealed class EndpointSettings(WorkflowEndpoints endpoints, IReadOnlyDictionary<Type, WorkflowOptions> workflows, IReadOnlyDictionary<Type, StepQueue> queues)
{
    public WorkflowEndpoints Endpoints { get; } = endpoints;

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
