using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>How an attempt ended, to be kept with its token and to be taken up again.</summary>
internal static class EndedAttempts
{
    public static EndedAttempt Of(StepEndedTrigger trigger)
    {
        try
        {
            WorkflowJson.ThrowIfNullCharacter(trigger.Change?.Patch ?? "", "What the step changed");
            WorkflowJson.ThrowIfNullCharacter(trigger.Result ?? "", "What the step returned");
            return Kept(trigger);
        }
        catch (UnstorableException exception)
        {
            return Kept(trigger with { Outcome = StepOutcome.Failed, Change = null, Result = null, Messages = [], Error = ErrorText.Of(exception) });
        }
    }

    private static EndedAttempt Kept(StepEndedTrigger trigger) => new()
    {
        Outcome = trigger.Outcome,
        Patch = trigger.Change?.Patch,
        Result = trigger.Result,
        Reason = ErrorText.Short(trigger.Reason),
        ReattemptAfter = trigger.ReattemptAfter,
        Error = trigger.Error is null ? null : ErrorText.Clean(trigger.Error),
        Messages = trigger.Messages.Count == 0 ? null : trigger.Messages,
        StartedAt = trigger.StartedAt,
        Duration = trigger.Duration,
        Worker = trigger.Worker,
    };

    public static StepEndedTrigger ToTrigger(Token token, EndedAttempt ended) => new()
    {
        Token = token.Id,
        Attempt = token.Attempt,
        Outcome = ended.Outcome,
        Change = ended.Patch is null ? null : new StateChange(ended.Patch),
        Result = ended.Result,
        Reason = ended.Reason,
        ReattemptAfter = ended.ReattemptAfter,
        Error = ended.Error,
        Messages = ended.Messages ?? [],
        StartedAt = ended.StartedAt,
        Duration = ended.Duration,
        Worker = ended.Worker,
    };
}
