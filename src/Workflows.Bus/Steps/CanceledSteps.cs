using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Signals the steps that a commit of this process cancels. Those that run elsewhere are found by <see cref="RunningStepsMonitor"/>.</summary>
internal sealed class CanceledSteps(RunningSteps running) : ICommitObserver
{
    public void Committed(Transition transition)
    {
        if (transition.Instance.Status is WorkflowStatus.Canceled or WorkflowStatus.Failed)
            running.Cancel(transition.Instance.Id);

        foreach (var attempt in transition.Canceled)
            running.Cancel(attempt);
    }
}
