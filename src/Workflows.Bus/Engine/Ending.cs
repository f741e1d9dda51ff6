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

    public static void Fail(TransitionDraft draft, string reason, string? node = null)
    {
        draft.Error ??= ErrorText.Of("Workflows.WorkflowFailed", reason);
        draft.Write(EntryKind.WorkflowFailed, node: node, reason: reason, error: draft.Error);
        draft.End(WorkflowStatus.Failed);
    }

    public static void Cancel(TransitionDraft draft, string? actor, string? reason)
    {
        draft.Write(EntryKind.WorkflowCanceled, actor: actor, reason: reason);
        draft.End(WorkflowStatus.Canceled);
    }
}
