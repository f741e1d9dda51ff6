using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The ways an instance ends.</summary>
internal static class Ending
{
    public static void Complete(TransitionDraft draft)
    {
        draft.Write(EntryKind.WorkflowCompleted);
        draft.Error = null;
        draft.End(WorkflowStatus.Completed);
    }

    public static void Fail(TransitionDraft draft, string reason, WorkflowPlace at = default, WorkflowError? error = null)
    {
        draft.Error = error ?? ErrorText.Of("Workflows.WorkflowFailed", reason);
        draft.Write(EntryKind.WorkflowFailed, node: at.IsRoot ? null : at.Name, reason: reason, error: draft.Error, scope: at.Parent);
        draft.End(WorkflowStatus.Failed);
    }

    /// <param name="draft">Takes the changes.</param>
    /// <param name="actor">Who cancels it.</param>
    /// <param name="reason">Why.</param>
    /// <param name="error">The error that is the reason; null: the one it stands on, if any.</param>
    public static void Cancel(TransitionDraft draft, string? actor, string? reason, WorkflowError? error = null)
    {
        draft.Error = error ?? draft.CurrentError;
        draft.Write(EntryKind.WorkflowCanceled, actor: actor, reason: reason);
        UnsentDecision.GiveUp(draft);
        draft.End(WorkflowStatus.Canceled);
    }
}
