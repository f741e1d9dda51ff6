using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>Makes the message that asks for an attempt of a step. It follows from the instance row alone, so it can be made again at any time.</summary>
internal sealed class StepMessages(WorkflowRegistry registry, WorkflowEndpoints endpoints, DurableWorkflowOptions options)
{
    /// <param name="instance">The instance as it is stored.</param>
    /// <param name="token">The token that is out.</param>
    /// <param name="repeated">The message may have been sent before.</param>
    /// <returns>The message and where it goes; null: the node is no step of a definition that is known here.</returns>
    public (Uri Address, ExecuteStep Message)? For(WorkflowInstance instance, Token token, bool repeated = false)
    {
        if (registry.Find(instance.Workflow, instance.Version) is not { } plan || plan.Find(token.Node) is not StepNode step)
            return null;

        return (endpoints.StepAddress(plan, step), Message(plan, instance, token) with { Repeated = repeated || token.Repeated });
    }

    public ExecuteStep Message(WorkflowPlan plan, WorkflowInstance instance, Token token) => new()
    {
        InstanceId = instance.Id,
        Workflow = instance.Workflow,
        Version = instance.Version,
        Node = token.Node,
        Token = token.Id,
        Place = token.Place.ToString(),
        Attempt = token.Attempt,
        Revision = instance.Revision,
        State = instance.State,
        Key = instance.Key,
        TraceParent = instance.TraceParent,
        ReplyTo = endpoints.InstancesAddress(plan),
        ReportInterval = options.StaleAfter / 3,
        Headers = instance.Execution.Headers.IsEmpty ? null : instance.Execution.Headers,
    };
}
