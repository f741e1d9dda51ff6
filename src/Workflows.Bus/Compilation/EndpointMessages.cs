using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Events;
using Workflows.Kinds;
using Workflows.Runtime;
using Workflows.Runtime.Unnamed;

namespace Workflows.Compilation;

/// <summary>Types of the messages that endpoints take which take several.</summary>
internal static class EndpointMessages
{
    private static readonly Type[] _commands = [typeof(StartWorkflow), .. OperationKinds.All.Select(kind => kind.Command)];

    private static readonly Type[] _toInstances = [typeof(TimerElapsed), typeof(StepRunning), typeof(StepEnded), typeof(RedriveWorkflow)];

    /// <summary>The endpoint of published commands.</summary>
    public static void OfCommands(IReceiveEndpointConfigurator endpoint, IRegistrationContext context) =>
        endpoint.AddPrePipeSpecification(new UnnamedMessageFilter(new MessageChoice(context.GetRequiredService<WorkflowBus>(), [], _commands)));

    /// <summary>The endpoint of the instances of a workflow. Versions that share it are configured one by one, and all of its events are those of each.</summary>
    public static void OfInstances(IReceiveEndpointConfigurator endpoint, IRegistrationContext context, WorkflowPlan plan)
    {
        var endpoints = context.GetRequiredService<WorkflowEndpoints>();
        var name = endpoints.InstancesOf(plan.WorkflowType);
        Type[] events = [.. context.GetRequiredService<WorkflowRegistry>().VersionsOf(plan.Name)
            .Where(version => endpoints.InstancesOf(version.WorkflowType) == name).SelectMany(version => version.EventTypes).Distinct()];
        Type[] ours = [.. _commands, .. _toInstances];
        endpoint.AddPrePipeSpecification(new UnknownEventFilter(plan.Name, name, [.. events, .. ours], context.GetRequiredService<UnknownEvents>));
        endpoint.AddPrePipeSpecification(new UnnamedMessageFilter(new MessageChoice(context.GetRequiredService<WorkflowBus>(), events, ours)));
    }
}
