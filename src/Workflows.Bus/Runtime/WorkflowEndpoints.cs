using MassTransit;
using Workflows.Definition;

namespace Workflows.Runtime;

/// <summary>Names and addresses of the receive endpoints, from the bus's own name formatter.</summary>
internal sealed class WorkflowEndpoints(IEndpointNameFormatter? formatter = null)
{
    private volatile EndpointNames _names = new(formatter ?? DefaultEndpointNameFormatter.Instance);

    /// <summary>The formatter that the endpoints are really configured with, once the bus has asked for a name.</summary>
    public void Use(IEndpointNameFormatter formatter) => _names = new EndpointNames(formatter);

    /// <summary>Endpoint of the instances of a workflow.</summary>
    public string InstancesOf(Type workflowType) => _names.InstancesOf(workflowType).Name;

    /// <summary>The step queue of a workflow, or the queue that a step asked for.</summary>
    public string StepsOf(Type workflowType, string? queue) => _names.StepsOf(workflowType, queue).Name;

    public string Commands => _names.Commands;

    public static Uri AddressOf(string endpoint) => new($"exchange:{endpoint}");

    public Uri InstancesAddress(WorkflowPlan plan) => _names.InstancesOf(plan.WorkflowType).Address;

    public Uri StepAddress(WorkflowPlan plan, StepNode step) => _names.StepsOf(plan.WorkflowType, step.Queue).Address;
}
