using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>The error of an instance: its own, where it is about the instance as a whole, else the worst of its branches.</summary>
internal static class InstanceError
{
    /// <param name="execution">Where it is.</param>
    /// <param name="own">The error about its definition, while that is missing.</param>
    /// <returns>Null: nothing is wrong.</returns>
    public static WorkflowError? OfLiving(Execution execution, WorkflowError? own)
    {
        if (execution.Undefined)
            return own;

        foreach (var held in execution.Outbox)
        {
            if (held.Failure is not null)
                return held.Failure;
        }

        Token? worst = null;
        foreach (var token in execution.Tokens)
        {
            if (token.Error is not null && (worst is null || Urgency.Of(token.State) < Urgency.Of(worst.State)))
                worst = token;
        }

        return worst?.Error;
    }
}
