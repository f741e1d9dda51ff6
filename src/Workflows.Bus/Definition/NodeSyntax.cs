namespace Workflows.Definition;

/// <summary>A node as it was declared, with its branches nested.</summary>
internal abstract class NodeSyntax(string name)
{
    public string Name { get; } = name;
}

internal sealed class StepSyntax(string name, StepCode code) : NodeSyntax(name)
{
    public StepCode Code { get; } = code;

    /// <summary>Null: one attempt.</summary>
    public RetryPolicy? Retry { get; set; }

    public TimeSpan? Timeout { get; set; }

    public List<ErrorRule> ErrorRules { get; } = [];

    public string? Queue { get; set; }

    public bool MessagePerStep { get; set; }
}

internal sealed class SleepSyntax(string name, Func<object, DateTimeOffset, DateTimeOffset> wakeAt, string label) : NodeSyntax(name)
{
    public Func<object, DateTimeOffset, DateTimeOffset> WakeAt { get; } = wakeAt;

    public string Label { get; } = label;
}

internal sealed class WaitSyntax(string name, WaitRule rule) : NodeSyntax(name)
{
    public WaitRule Rule { get; } = rule;

    public List<AwaitedEventSyntax> Events { get; } = [];

    public Func<object, TimeSpan>? Timeout { get; set; }

    public string? TimeoutLabel { get; set; }

    public List<NodeSyntax>? OnTimeout { get; set; }
}

internal sealed class DecisionSyntax(string name, Func<object, bool> condition, string label) : NodeSyntax(name)
{
    public Func<object, bool> Condition { get; } = condition;

    public string Label { get; } = label;

    public List<NodeSyntax> Then { get; } = [];

    public bool HasElse { get; set; }

    public List<NodeSyntax> Else { get; } = [];
}

internal sealed class EndSyntax(string name, Func<object, string>? failure) : NodeSyntax(name)
{
    /// <summary>Why the instance fails here; null: it completes.</summary>
    public Func<object, string>? Failure { get; } = failure;
}
