using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Bench.Subjects;

/// <summary>Notes the committed end of workflows in this process. The key is the id that the start message carried.</summary>
internal sealed class CompletionObserver(Completions completions) : ICommitObserver
{
    public void Committed(Transition transition)
    {
        if (transition.Instance.Status == WorkflowStatus.Completed && !transition.Entries.IsEmpty)
            completions.Completed(transition.Instance.Id);
    }
}
