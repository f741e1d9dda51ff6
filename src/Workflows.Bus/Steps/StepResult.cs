using Workflows.Contracts;
using Workflows.Engine;

namespace Workflows.Steps;

/// <summary>How one attempt ended, before anything is stored of it.</summary>
internal sealed record StepResult
{
    public required StepOutcome Outcome { get; init; }

    public StateChange? Change { get; init; }

    public string? Reason { get; init; }

    public TimeSpan? ReattemptAfter { get; init; }

    public WorkflowError? Error { get; init; }

    public IReadOnlyList<HeldMessage> Messages { get; init; } = [];

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public StepEndedTrigger ToTrigger(ExecuteStep message, string worker, int? carrier) => new()
    {
        Token = message.Token,
        Attempt = message.Attempt,
        Outcome = Outcome,
        Change = Change,
        Reason = Reason,
        ReattemptAfter = ReattemptAfter,
        Error = Error,
        Messages = Messages,
        StartedAt = StartedAt,
        Duration = Duration,
        Worker = worker,
        Carrier = carrier,
    };
}
