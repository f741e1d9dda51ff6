using System.Collections.Frozen;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>
/// Names of the states of a workflow's machine: one per node, and the statuses for instances that are in none or not moving. Whatever an instance stands at,
/// the machine has a state for it and hands the message on: the engine decides, not the machine.
/// </summary>
internal sealed class StateNames(WorkflowPlan plan)
{
    /// <summary>An instance that stands at a node which the machine has no state for.</summary>
    public const string Undefined = nameof(Undefined);

    /// <summary>MassTransit's own, in which a machine listens to nothing or takes every instance for a new one. A node may be named so.</summary>
    private static readonly string[] _reserved = ["Initial", "Final"];

    private static readonly WorkflowStatus[] _statuses =
        [WorkflowStatus.Pending, WorkflowStatus.Paused, WorkflowStatus.Faulted, WorkflowStatus.Completed, WorkflowStatus.Failed, WorkflowStatus.Canceled];

    private readonly FrozenSet<string> _all = plan.Nodes.Select(node => node.Name).Except(_reserved, StringComparer.Ordinal)
        .Concat(_statuses.Select(status => status.ToString()))
        .Append(Undefined)
        .ToFrozenSet(StringComparer.Ordinal);

    public IEnumerable<string> All => _all;

    /// <returns>The state of an instance; null: there is no instance yet.</returns>
    public string? Of(WorkflowInstance? instance)
    {
        if (instance is null)
            return null;

        var name = instance.Status is WorkflowStatus.Running or WorkflowStatus.Waiting && instance.CurrentToken is { } token
            ? token.Node
            : instance.Status.ToString();
        return _all.Contains(name) ? name : Undefined;
    }
}
