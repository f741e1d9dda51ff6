using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Compilation;

/// <summary>Reads the outcome that a worker without the store sent.</summary>
internal static class StepEndedTriggers
{
    public static StepEndedTrigger Of(StepEnded message) => new()
    {
        Token = message.Token,
        Attempt = message.Attempt,
        Outcome = message.Outcome,
        Change = message.Patch is null ? null : new StateChange(message.Patch),
        Reason = message.Reason,
        ReattemptAfter = message.ReattemptAfter,
        Error = message.Error ?? (message.Outcome == StepOutcome.Failed ? ErrorText.Of("Workflows.UnknownError", "The worker reported a failure without an error.") : null),
        Messages = message.Messages ?? [],
        StartedAt = message.StartedAt,
        Duration = message.Duration,
        Worker = message.Worker,
    };
}
