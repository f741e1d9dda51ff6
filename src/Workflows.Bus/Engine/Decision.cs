using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>What the engine made of a trigger: one of three.</summary>
internal abstract record Decision
{
    public static Decision Ignore(string why) => new Ignored(why);

    public static Decision Refuse(WorkflowRefusal refusal, string message) => new Refused(refusal, message);
}

/// <summary>Something changes.</summary>
internal sealed record Changed(Transition Transition) : Decision;

/// <summary>A duplicate, late or foreign message: nothing changes, nobody is told.</summary>
/// <param name="Why">For the log.</param>
/// <param name="IsUnmatched">An event that is for no wait of the instance, and may be for another instance that begins to listen.</param>
internal sealed record Ignored(string Why, bool IsUnmatched = false) : Decision;

/// <summary>A command that cannot be obeyed: nothing changes, the caller is told why.</summary>
internal sealed record Refused(WorkflowRefusal Refusal, string Message) : Decision;
