using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>Decides about a failed attempt from policy, error and count alone.</summary>
internal static class FailurePolicy
{
    /// <returns>Delay before the next attempt; null: there is none.</returns>
    public static TimeSpan? RetryAfter(StepNode step, WorkflowError error, int failureCount, Func<double> random)
    {
        if (failureCount >= step.Retry.MaxAttempts || step.Retry.NonRetryable.Any(type => Matches(type, error)))
            return null;

        return step.Retry.DelayAfter(failureCount, step.Retry.Jitter > 0 ? random() : 0);
    }

    /// <summary>The most specific rule: those of the step before those of the workflow, those for an exception type before the general one, later before earlier.</summary>
    public static ErrorAction ActionFor(StepNode step, WorkflowPlan plan, WorkflowError error) =>
        Among(step.ErrorRules, error) ?? Among(plan.ErrorRules, error) ?? ErrorAction.Fault;

    private static ErrorAction? Among(IReadOnlyList<ErrorRule> rules, WorkflowError error) =>
        rules.LastOrDefault(rule => rule.ExceptionType is not null && Matches(rule.ExceptionType, error))?.Action
        ?? rules.LastOrDefault(rule => rule.ExceptionType is null)?.Action;

    private static bool Matches(Type type, WorkflowError error) =>
        type.FullName == error.Type || error.BaseTypes.Contains(type.FullName);
}
