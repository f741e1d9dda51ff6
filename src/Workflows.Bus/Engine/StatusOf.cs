using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The status of a living instance follows from its tokens and flags.</summary>
internal static class StatusOf
{
    public static WorkflowStatus Living(Execution execution)
    {
        if (execution.Undefined)
            return WorkflowStatus.Faulted;

        if (execution.Paused)
            return WorkflowStatus.Paused;

        var running = false;
        foreach (var token in execution.Tokens)
        {
            switch (token.State)
            {
                case WorkflowTokenState.Faulted:
                    return WorkflowStatus.Faulted;
                case WorkflowTokenState.Scheduled:
                    return WorkflowStatus.Pending;
                case WorkflowTokenState.Dispatched or WorkflowTokenState.Backoff or WorkflowTokenState.Held:
                    running = true;
                    break;
            }
        }

        return running ? WorkflowStatus.Running : WorkflowStatus.Waiting;
    }
}
