using Workflows.Kinds;

namespace Workflows.Definition;

/// <summary>A checked and linked node. Immutable once the plan is compiled.</summary>
internal abstract class PlanNode(string name)
{
    public string Name { get; } = name;

    /// <summary>The node behind this one; null: the end of the workflow.</summary>
    public PlanNode? Next { get; set; }

    /// <summary>Waits that an instance standing here may still come to, this node included.</summary>
    public IReadOnlyList<WaitNode> WaitsAhead { get; set; } = [];

    public abstract NodeKind Kind { get; }

    public virtual string? Label => null;

    /// <summary>Where an instance may go from here, with the word that stands at the edge.</summary>
    public virtual IEnumerable<(PlanNode? Node, string? Label)> Exits() => [(Next, null)];
}

internal sealed class StepNode(string name, StepCode code) : PlanNode(name)
{
    public StepCode Code { get; } = code;

    public required RetryPolicy Retry { get; init; }

    public required TimeSpan? Timeout { get; init; }

    public required IReadOnlyList<ErrorRule> ErrorRules { get; init; }

    /// <summary>Name of the queue that the step asked for; null: the step queue of its workflow.</summary>
    public required string? Queue { get; init; }

    /// <summary>Whether the step may run under the delivery of the step before, or of the event that starts the instance.</summary>
    public required bool MayContinue { get; init; }

    public override NodeKind Kind => NodeKinds.Step;

    public override string? Label => Retry.MaxAttempts > 1 ? $"up to {Retry.MaxAttempts} attempts" : null;
}

internal sealed class SleepNode(string name, Func<object, DateTimeOffset, DateTimeOffset> wakeAt, string label) : PlanNode(name)
{
    public Func<object, DateTimeOffset, DateTimeOffset> WakeAt { get; } = wakeAt;

    public override NodeKind Kind => NodeKinds.Sleep;

    public override string Label { get; } = label;
}

internal sealed class DecisionNode(string name, Func<object, bool> condition, string label) : PlanNode(name)
{
    /// <summary>Names of its exits, as they stand in graphs and in journals.</summary>
    public const string ThenExit = "then";

    public const string ElseExit = "else";

    public Func<object, bool> Condition { get; } = condition;

    public PlanNode? Then { get; set; }

    public PlanNode? Else { get; set; }

    public override NodeKind Kind => NodeKinds.Decision;

    public override string Label { get; } = label;

    public override IEnumerable<(PlanNode? Node, string? Label)> Exits() => [(Then, ThenExit), (Else, ElseExit)];
}

internal sealed class EndNode(string name, Func<object, string>? failure) : PlanNode(name)
{
    /// <summary>Why the instance fails here; null: it completes.</summary>
    public Func<object, string>? Failure { get; } = failure;

    public override NodeKind Kind => Failure is null ? NodeKinds.Finish : NodeKinds.Fail;

    public override IEnumerable<(PlanNode? Node, string? Label)> Exits() => [];
}
