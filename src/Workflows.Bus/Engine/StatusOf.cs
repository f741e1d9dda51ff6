using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>The status of a living instance follows from its tokens and flags.</summary>
internal static class StatusOf
{
    public static WorkflowStatus Living(Execution execution) =>
        Living(execution.Undefined || execution.HasUnsendable, execution.Paused, execution.Tokens.Select(token => token.State));

    public static WorkflowStatus Living(bool faulted, bool paused, IEnumerable<WorkflowTokenState> tokens)
    {
        if (faulted)
            return WorkflowStatus.Faulted;

        if (paused)
            return WorkflowStatus.Paused;

        WorkflowStatus? status = null;
        foreach (var state in tokens)
        {
            switch (Token(state))
            {
                case WorkflowStatus.Faulted:
                    return WorkflowStatus.Faulted;
                case WorkflowStatus.Pending:
                    return WorkflowStatus.Pending;
                case WorkflowStatus.Running:
                    status = WorkflowStatus.Running;
                    break;
                default:
                    status ??= WorkflowStatus.Waiting;
                    break;
            }
        }

        // Between two entries of one transition there may be no token: it is on its way.
        return status ?? WorkflowStatus.Running;
    }

    /// <summary>The status of an instance that has nothing but one token in that state.</summary>
    public static WorkflowStatus Token(WorkflowTokenState state) => state switch
    {
        WorkflowTokenState.Faulted => WorkflowStatus.Faulted,
        WorkflowTokenState.Scheduled => WorkflowStatus.Pending,
        WorkflowTokenState.Sleeping or WorkflowTokenState.Waiting => WorkflowStatus.Waiting,
        _ => WorkflowStatus.Running,
    };
}
