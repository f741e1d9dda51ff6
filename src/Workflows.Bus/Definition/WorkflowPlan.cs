using System.Collections.Frozen;

namespace Workflows.Definition;

/// <summary>A checked and linked definition. Immutable; the engine runs on it.</summary>
internal sealed class WorkflowPlan
{
    public required WorkflowIdentity Identity { get; init; }

    public required Type WorkflowType { get; init; }

    public required Type StateType { get; init; }

    /// <summary>In the order of the definition.</summary>
    public required IReadOnlyList<PlanNode> Nodes
    {
        get;
        init
        {
            field = value;
            Continues = Steps.Any(step => step is { MayContinue: true, Queue: null });
        }
    }

    public required FrozenDictionary<string, PlanNode> NodesByName { get; init; }

    public required IReadOnlyList<StartEvent> StartedBy { get; init; }

    public required UniqueKey? Unique { get; init; }

    public required TimeSpan? Timeout { get; init; }

    public required TimeoutAction TimeoutAction { get; init; }

    public required IReadOnlyList<ErrorRule> ErrorRules { get; init; }

    /// <summary>Whether a worker may go on with a step on the workflow's own queue under the delivery that it has.</summary>
    public bool Continues { get; private init; }

    public string Name => Identity.Name;

    public int Version => Identity.Version;

    public PlanNode First => Nodes[0];

    public IEnumerable<WaitNode> Waits => Nodes.OfType<WaitNode>();

    /// <summary>Types of the events that it waits for, each once.</summary>
    public IEnumerable<Type> AwaitedTypes => Waits.SelectMany(wait => wait.Events).Select(awaited => awaited.EventType).Distinct();

    /// <summary>Types of the events that start it or that it waits for, each once.</summary>
    public IEnumerable<Type> EventTypes => StartedBy.Select(start => start.EventType).Concat(AwaitedTypes).Distinct();

    /// <summary>Whether an event of the type starts it, or is waited for.</summary>
    public bool Takes(Type eventType) => StartedBy.Any(start => start.EventType == eventType) || Waits.Any(wait => wait.Find(eventType) is not null);

    public IEnumerable<StepNode> Steps => Nodes.OfType<StepNode>();

    public PlanNode? Find(string name) => NodesByName.GetValueOrDefault(name);
}
