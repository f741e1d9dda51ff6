using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Runtime;

/// <summary>What running a trigger on an instance came to.</summary>
/// <param name="Decision">What the engine decided last; null: there is no such instance.</param>
/// <param name="Instance">The instance after it; null: there is none.</param>
/// <param name="MayHaveCommitted">A commit met a conflict after the store had left one without an answer: the conflict may be with this very change, stored then. One with the change of somebody else, who is at work, says nothing.</param>
internal readonly record struct RunOutcome(Decision? Decision, WorkflowInstance? Instance, bool MayHaveCommitted = false)
{
    /// <summary>The transition that was committed; null: nothing changed.</summary>
    public Transition? Transition => (Decision as Changed)?.Transition;

    /// <summary>Whether an attempt is recorded as that worker's. A decision that changed nothing was made on a fresh read.</summary>
    public bool IsRunBy(int token, int attempt, string worker, DateTimeOffset startedAt) =>
        Instance?.Execution.Tokens.FirstOrDefault(open => open.Id == token && open.Attempt == attempt)?.IsRunBy(worker, startedAt) == true;

    /// <summary>The key of a new instance is held by another.</summary>
    public bool KeyTaken { get; init; }
}
