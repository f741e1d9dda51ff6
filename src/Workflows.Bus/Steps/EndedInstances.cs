using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Steps;

/// <summary>Signals the steps of an instance that this process ended. Those that run elsewhere are found by <see cref="RunningStepsMonitor"/>.</summary>
internal sealed class EndedInstances(RunningSteps running) : ICommitObserver
{
    public void Committed(Transition transition)
    {
        if (transition.Instance.Status is WorkflowStatus.Canceled or WorkflowStatus.Failed)
            running.Cancel(transition.Instance.Id);
    }
}
