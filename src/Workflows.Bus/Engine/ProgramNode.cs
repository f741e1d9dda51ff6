using Workflows.Definition;
using Workflows.Kinds;

namespace Workflows.Engine;

/// <summary>What the engine can do at a place, without what lies before and behind it: that the program knows.</summary>
internal abstract class ProgramNode(string name)
{
    public string Name { get; } = name;

    public abstract NodeKind Kind { get; }
}

/// <summary>An attempt is made, and another one as its policies say.</summary>
internal sealed class ProgramStep(string name) : ProgramNode(name)
{
    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    public IReadOnlyList<ErrorRule> ErrorRules { get; init; } = [];

    /// <summary>Name of the queue that the step asked for; null: the step queue of its workflow.</summary>
    public string? Queue { get; init; }

    /// <summary>Whether the step may run under the delivery of the step before, or of the event that starts the instance.</summary>
    public bool MayContinue { get; init; } = true;

    /// <summary>What it returns, which is kept in the journal, and which an operator gives who skips it; null: it changes the state, and returns nothing.</summary>
    public Type? ResultType { get; init; }

    public override NodeKind Kind => NodeKinds.Step;
}

/// <summary>The branch rests until a time that follows from the state and the time at which it came.</summary>
internal sealed class ProgramSleep(string name, Func<object, DateTimeOffset, DateTimeOffset> wakeAt) : ProgramNode(name)
{
    public Func<object, DateTimeOffset, DateTimeOffset> WakeAt { get; } = wakeAt;

    public override NodeKind Kind => NodeKinds.Sleep;
}

/// <summary>The branch rests until events come, or a time is up.</summary>
internal sealed class ProgramWait(string name, WaitRule rule, IReadOnlyList<AwaitedEvent> events) : ProgramNode(name)
{
    public WaitRule Rule { get; } = rule;

    /// <summary>What it is for, each type once.</summary>
    public IReadOnlyList<AwaitedEvent> Events { get; } = events;

    /// <summary>Null: it waits for ever.</summary>
    public Func<object, TimeSpan>? Timeout { get; init; }

    /// <summary>Whether something follows when the time is up; if not, that is an error.</summary>
    public bool HasTimeoutBranch { get; init; }

    /// <summary>Whether the events that it takes are kept in the journal.</summary>
    public bool KeepsEvents { get; init; }

    public override NodeKind Kind => NodeKinds.Wait;
}

/// <summary>The branch goes on at once, by an exit that follows from the state and is recorded.</summary>
internal sealed class ProgramChoice(string name, Func<object, string> choose) : ProgramNode(name)
{
    public Func<object, string> Choose { get; } = choose;

    public override NodeKind Kind => NodeKinds.Decision;
}

/// <summary>The instance ends, whatever else is open.</summary>
internal sealed class ProgramEnd(string name, Func<object, string>? failure) : ProgramNode(name)
{
    /// <summary>Why it fails; null: it completes.</summary>
    public Func<object, string>? Failure { get; } = failure;

    public override NodeKind Kind => Failure is null ? NodeKinds.Finish : NodeKinds.Fail;
}
