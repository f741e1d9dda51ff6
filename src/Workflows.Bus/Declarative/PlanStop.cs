using System.Collections.Immutable;
using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Declarative;

/// <summary>A node of a plan, with what the plan says of it made ready for the engine.</summary>
internal sealed class PlanStop
{
    private readonly ImmutableArray<Opening> _next;
    private readonly (string Exit, ImmutableArray<Opening> Next)[] _exits;

    private PlanStop(ImmutableArray<Opening> next, (string Exit, ImmutableArray<Opening> Next)[] exits)
    {
        _next = next;
        _exits = exits;
    }

    public required ProgramNode Node { get; init; }

    /// <summary>The waits from here on, this node included.</summary>
    public required IReadOnlyList<ProgramWait> WaitsAhead { get; init; }

    /// <summary>Those behind it.</summary>
    public required IReadOnlyList<ProgramWait> WaitsBehind { get; init; }

    public static PlanStop Of(PlanNode node, Dictionary<PlanNode, ProgramNode> nodes) =>
        new(Alone(node.Next, nodes), [.. node.Exits().Where(exit => exit.Label is not null).Select(exit => (exit.Label!, Alone(exit.Node, nodes)))])
        {
            Node = nodes[node],
            WaitsAhead = Known(node.WaitsAhead, nodes),
            WaitsBehind = Known(node.Next?.WaitsAhead ?? [], nodes),
        };

    /// <returns>The node as the only thing that is opened, in no scope; nothing, where there is none.</returns>
    public static ImmutableArray<Opening> Alone(PlanNode? node, Dictionary<PlanNode, ProgramNode> nodes) =>
        node is null ? [] : [new Opening(WorkflowPlace.Root, nodes[node])];

    /// <returns>What lies behind an exit; null: behind the node as a whole.</returns>
    public ImmutableArray<Opening> Behind(string? exit)
    {
        if (exit is null)
            return _next;

        foreach (var known in _exits)
        {
            if (known.Exit == exit)
                return known.Next;
        }

        return [];
    }

    private static ProgramWait[] Known(IReadOnlyList<WaitNode> waits, Dictionary<PlanNode, ProgramNode> nodes) => [.. waits.Select(wait => (ProgramWait)nodes[wait])];
}
