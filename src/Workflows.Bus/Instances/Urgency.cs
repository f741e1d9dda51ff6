using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>Which of several branches whoever looks at an instance has to know of first: what stands on an error, what runs, what waits.</summary>
internal static class Urgency
{
    /// <returns>The smaller, the more urgent.</returns>
    public static int Of(WorkflowTokenState state) => state switch
    {
        WorkflowTokenState.Faulted => 0,
        WorkflowTokenState.Backoff => 1,
        WorkflowTokenState.Dispatched => 2,
        WorkflowTokenState.Held => 3,
        WorkflowTokenState.Waiting => 4,
        WorkflowTokenState.Sleeping => 5,
        _ => 6,
    };
}
