using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Names of the state machine's states: one per node, and the statuses for instances that are in none or not moving.</summary>
internal static class StateNames
{
    /// <summary>An instance that stands at a node which its definition does not have.</summary>
    public const string Undefined = nameof(Undefined);

    private static readonly WorkflowStatus[] _statuses =
        [WorkflowStatus.Pending, WorkflowStatus.Paused, WorkflowStatus.Faulted, WorkflowStatus.Completed, WorkflowStatus.Failed, WorkflowStatus.Canceled];

    public static IEnumerable<string> Of(WorkflowPlan plan) =>
        plan.Nodes.Select(node => node.Name).Concat(_statuses.Select(status => status.ToString())).Append(Undefined).Distinct(StringComparer.Ordinal);

    public static string Of(WorkflowInstance instance) =>
        instance.Status is WorkflowStatus.Running or WorkflowStatus.Waiting && instance.CurrentToken is { } token
            ? token.Node
            : instance.Status.ToString();
}
