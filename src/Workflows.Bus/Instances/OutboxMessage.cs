using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>A message of a step that is not yet known to be sent.</summary>
internal sealed record OutboxMessage(HeldMessage Message)
{
    public Guid Id => Message.MessageId;

    /// <summary>When somebody took it on last to send it: until it is stale, nobody else does. Null: an earlier release stored it.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>How often it could not be sent though the broker took others.</summary>
    public int FailureCount { get; init; }

    /// <summary>Why it cannot be sent: nobody tries again before an operator says so. Null: it can, as far as is known.</summary>
    public WorkflowError? Failure { get; init; }
}
