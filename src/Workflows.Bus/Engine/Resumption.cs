using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// The definition of an instance is known again: what came or fell due meanwhile happens now, unless the instance is paused as well. A branch that stood on an
/// error before stands on it still.
/// </summary>
internal static class Resumption
{
    public static void Run(TransitionDraft draft, string? actor, string? reason)
    {
        draft.Execution = draft.Execution with { Undefined = false };
        draft.Error = null;
        draft.Write(EntryKind.WorkflowRetried, draft.Tokens.FirstOrDefault(), actor: actor, reason: reason);
        if (!draft.IsHeld)
            Release.All(draft);
    }
}
