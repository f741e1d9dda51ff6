namespace Workflows.Contracts;

/// <summary>A timer of an instance is due. A timer that was canceled or replaced meanwhile changes nothing.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="TimerId">The timer.</param>
public sealed record TimerElapsed(Guid InstanceId, Guid TimerId)
{
    /// <summary>What the clock of the sender showed (UTC). Null, the default: not known.</summary>
    public DateTimeOffset? SentAt { get; init; }
}
