using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Engine;

/// <summary>Decides about a failed attempt from policy, error and count alone.</summary>
internal static class FailurePolicy
{
    /// <returns>Delay before the next attempt; null: there is none.</returns>
    public static TimeSpan? RetryAfter(ProgramStep step, WorkflowError error, int failureCount, Func<double> random)
    {
        if (failureCount >= step.Retry.MaxAttempts || IsFinal(step, error))
            return null;

        return step.Retry.DelayAfter(failureCount, step.Retry.Jitter > 0 ? random() : 0);
    }

    /// <summary>Whether the step declared that the error must not be followed by another attempt.</summary>
    public static bool IsFinal(ProgramStep step, WorkflowError error) =>
        step.Retry.NonRetryable.Any(type => DistanceOf(type, error) is not null);

    /// <summary>
    /// The most specific rule: those of the step before those of the workflow, the nearest exception type before those it derives from,
    /// any exception type before the general rule, and among equals the later.
    /// </summary>
    public static ErrorAction ActionFor(ProgramStep step, ProgramTerms terms, WorkflowError error) =>
        Among(step.ErrorRules, error) ?? Among(terms.ErrorRules, error) ?? ErrorAction.Fault;

    private static ErrorAction? Among(IReadOnlyList<ErrorRule> rules, WorkflowError error)
    {
        ErrorAction? action = null;
        var nearest = int.MaxValue;
        foreach (var rule in rules)
        {
            var distance = rule.ExceptionType is null ? int.MaxValue : DistanceOf(rule.ExceptionType, error);
            if (distance <= nearest)
                (action, nearest) = (rule.Action, distance.Value);
        }

        return action;
    }

    /// <returns>How many times the error's type derives from the type; null: it does not.</returns>
    private static int? DistanceOf(Type type, WorkflowError error)
    {
        if (IsName(error.Type, type))
            return 0;

        for (var i = 0; i < error.BaseTypes.Count; i++)
        {
            if (IsName(error.BaseTypes[i], type))
                return i + 1;
        }

        return null;
    }

    /// <summary>The full name of a closed generic type holds versions of assemblies. An earlier release, which wrote it, may run beside.</summary>
    private static bool IsName(string name, Type type) => name == type.ToString() || name == type.FullName;
}
