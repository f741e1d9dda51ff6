using System.Collections.Frozen;

namespace Workflows.Definition;

/// <summary>Checks what a workflow declared and links it into a plan.</summary>
internal static class PlanCompiler
{
    /// <returns>The plan, or null when <paramref name="faults"/> took something.</returns>
    public static WorkflowPlan? Compile(WorkflowSyntax syntax, List<DefinitionFault> faults)
    {
        SyntaxCheck.Run(syntax);
        faults.AddRange(syntax.Faults);
        if (syntax.Faults.Count > 0)
            return null;

        var nodes = new List<PlanNode>();
        Link(syntax, syntax.Body, null, nodes);
        nodes.Reverse();
        MarkWaitsAhead(nodes);

        return new WorkflowPlan
        {
            Identity = syntax.Identity,
            WorkflowType = syntax.WorkflowType,
            StateType = syntax.StateType,
            Nodes = nodes,
            NodesByName = nodes.ToFrozenDictionary(node => node.Name, StringComparer.Ordinal),
            StartedBy = syntax.StartedBy,
            Unique = syntax.Unique,
            Timeout = syntax.Timeout,
            TimeoutAction = syntax.TimeoutAction,
            ErrorRules = syntax.ErrorRules,
        };
    }

    /// <summary>Links a block from its end to its beginning, so that every node knows what is behind it. Nodes are collected in reverse.</summary>
    private static PlanNode? Link(WorkflowSyntax workflow, List<NodeSyntax> block, PlanNode? behind, List<PlanNode> nodes)
    {
        var next = behind;
        for (var i = block.Count - 1; i >= 0; i--)
            next = LinkNode(workflow, block[i], next, nodes);

        return next;
    }

    private static PlanNode LinkNode(WorkflowSyntax workflow, NodeSyntax syntax, PlanNode? next, List<PlanNode> nodes)
    {
        PlanNode node;
        switch (syntax)
        {
            case DecisionSyntax decision:
                var otherwise = Link(workflow, decision.Else, next, nodes);
                var then = Link(workflow, decision.Then, next, nodes);
                node = new DecisionNode(decision.Name, decision.Condition, decision.Label) { Then = then, Else = otherwise };
                break;

            case WaitSyntax wait:
                var onTimeout = wait.OnTimeout is null ? null : Link(workflow, wait.OnTimeout, next, nodes);
                node = WaitOf(wait, onTimeout);
                break;

            case SleepSyntax sleep:
                node = new SleepNode(sleep.Name, sleep.WakeAt, sleep.Label);
                break;

            case EndSyntax end:
                node = new EndNode(end.Name, end.Failure);
                break;

            default:
                node = StepOf(workflow, (StepSyntax)syntax);
                break;
        }

        if (node is not EndNode)
            node.Next = next;

        nodes.Add(node);
        return node;
    }

    private static StepNode StepOf(WorkflowSyntax workflow, StepSyntax step) =>
        new(step.Name, step.Code)
        {
            Retry = step.Retry ?? RetryPolicy.None,
            Timeout = step.Timeout,
            ErrorRules = step.ErrorRules,
            Queue = step.Queue,
            MayContinue = !(workflow.MessagePerStep || step.MessagePerStep),
        };

    private static WaitNode WaitOf(WaitSyntax wait, PlanNode? onTimeout) =>
        new(wait.Name, wait.Rule, [.. wait.Events.Select(AwaitedOf)])
        {
            Timeout = wait.Timeout,
            HasTimeoutBranch = wait.OnTimeout is not null,
            TimeoutLabel = wait.Timeout is null ? null : wait.TimeoutLabel ?? "a time from the state",
            OnTimeout = onTimeout,
        };

    private static AwaitedEvent AwaitedOf(AwaitedEventSyntax awaited) =>
        new(awaited.EventType)
        {
            Correlation = awaited.SentToInstance ? null : awaited.Correlation,
            Condition = awaited.Condition,
            Apply = awaited.Apply,
            IgnoreEarlyEvents = awaited.IgnoreEarlyEvents,
        };

    /// <summary>Reads the plan backwards: what is ahead of a node is what is ahead of its exits.</summary>
    private static void MarkWaitsAhead(List<PlanNode> nodes)
    {
        if (!nodes.OfType<WaitNode>().Any())
            return;

        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            var node = nodes[i];
            var ahead = node.Exits().SelectMany(exit => exit.Node?.WaitsAhead ?? []);
            node.WaitsAhead = (node is WaitNode wait ? ahead.Prepend(wait) : ahead).Distinct().ToArray();
        }
    }
}
