using Workflows.Contracts;
using Workflows.Kinds;

namespace Workflows.Instances;

/// <summary>What is stored of an instance that decides which operations are possible.</summary>
internal static class StandingOf
{
    public static InstanceStanding Instance(WorkflowInstance instance) => new(
        instance.Status,
        HasPendingRetry: instance.Execution.Tokens.Any(token => token.State == WorkflowTokenState.Backoff),
        IsListening: !instance.Execution.Subscriptions.IsEmpty || instance.Execution.Tokens.Any(token => token.State == WorkflowTokenState.Waiting),
        instance.Execution.HasUnsendable,
        instance.Execution.Undefined,
        GoesOnBesideAFault: instance.Status == WorkflowStatus.Faulted && instance.Execution.Tokens.Any(token => token.State == WorkflowTokenState.Faulted)
            && instance.Execution.Tokens.Any(token => token.State != WorkflowTokenState.Faulted));
}
