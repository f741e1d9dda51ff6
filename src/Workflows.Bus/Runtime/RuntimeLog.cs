using Microsoft.Extensions.Logging;
using Workflows.Contracts;

namespace Workflows.Runtime;

/// <summary>Everything that the runtime logs. Event ids 1000 to 1099 are its own and never change their meaning.</summary>
internal static partial class RuntimeLog
{
    [LoggerMessage(1000, LogLevel.Warning, "Sending {Message} failed; trying again in {Delay}.")]
    public static partial void SendFailed(ILogger logger, string message, TimeSpan delay, Exception exception);

    [LoggerMessage(1001, LogLevel.Debug, "{Message} for instance {InstanceId} changed nothing: {Why}.")]
    public static partial void Ignored(ILogger logger, string message, Guid instanceId, string why);

    [LoggerMessage(1002, LogLevel.Warning, "What follows from a change of instance {InstanceId} could not be sent now; the sweeper sends it later.")]
    public static partial void EffectsLeftToSweeper(ILogger logger, Guid instanceId, Exception exception);

    [LoggerMessage(1003, LogLevel.Information, "A start of {Workflow} by {EventType} was dropped: {Why}")]
    public static partial void StartDropped(ILogger logger, string workflow, string eventType, string why);

    [LoggerMessage(1004, LogLevel.Warning, "Instance {InstanceId} of {Workflow} faulted at '{Node}': {ErrorType}: {ErrorMessage}")]
    public static partial void Faulted(ILogger logger, Guid instanceId, string workflow, string? node, string? errorType, string? errorMessage);

    [LoggerMessage(1005, LogLevel.Information, "Attempt {Attempt} of step {Step} of instance {InstanceId} failed: {ErrorType}: {ErrorMessage}")]
    public static partial void StepFailed(ILogger logger, Guid instanceId, string step, int attempt, string errorType, string errorMessage);

    [LoggerMessage(1006, LogLevel.Warning, "Attempt {Attempt} of step {Step} of instance {InstanceId} was lost with its worker.")]
    public static partial void StepLost(ILogger logger, Guid instanceId, string step, int attempt);

    [LoggerMessage(1007, LogLevel.Information, "Drove on {Count} instances that had been silent for too long.")]
    public static partial void Swept(ILogger logger, int count);

    [LoggerMessage(1008, LogLevel.Information, "Dropped {Count} events that matched no instance within their window.")]
    public static partial void EventsExpired(ILogger logger, int count);

    [LoggerMessage(1009, LogLevel.Warning, "{Operation} by {Actor} could not be recorded in the audit.")]
    public static partial void OperationNotRecorded(ILogger logger, string operation, string? actor, Exception exception);

    [LoggerMessage(1010, LogLevel.Warning, "The broker does not answer on an open connection, which is given up; the bus connects anew.")]
    public static partial void ConnectionGivenUp(ILogger logger, Exception exception);

    [LoggerMessage(1011, LogLevel.Debug, "The connection that was given up has ended.")]
    public static partial void ConnectionGone(ILogger logger, Exception exception);

    [LoggerMessage(1012, LogLevel.Warning, "Receive endpoint {Address} does not receive though the broker is there ({Why}); starting it anew.")]
    public static partial void EndpointStarted(ILogger logger, Uri address, string? why);

    [LoggerMessage(1013, LogLevel.Debug, "The broker could not be connected to.")]
    public static partial void NoConnection(ILogger logger, Exception exception);

    [LoggerMessage(1014, LogLevel.Warning, "Receive endpoint {Address} does not stop; what belongs to it is left behind.")]
    public static partial void EndpointLeftBehind(ILogger logger, Uri address, Exception exception);

    [LoggerMessage(1015, LogLevel.Error, "Receive endpoint {Address} could not be started anew.")]
    public static partial void EndpointNotStarted(ILogger logger, Uri address, Exception exception);

    [LoggerMessage(1016, LogLevel.Debug, "{Service} was in the middle of its work when the process stopped.")]
    public static partial void EndedByStop(ILogger logger, string service, Exception exception);

    [LoggerMessage(1017, LogLevel.Debug, "It could not be noted in the store that this process runs.")]
    public static partial void PresenceNotNoted(ILogger logger, Exception exception);

    [LoggerMessage(1018, LogLevel.Information, "Made {Count} instances of {Workflow} v{Version} listen for what their definition has now.")]
    public static partial void ListensAnew(ILogger logger, int count, string workflow, int version);

    [LoggerMessage(1019, LogLevel.Warning, "Instance {InstanceId} could not be made to listen for what its definition has now; it is tried again.")]
    public static partial void ListensAsBefore(ILogger logger, Guid instanceId, Exception exception);

    [LoggerMessage(1030, LogLevel.Error, "{Kind} {SubjectId} is in quarantine: {TryCount} tries failed, the last with: {Reason} It is left alone until somebody repairs and releases it, or discards it (entry {Id}).")]
    public static partial void Quarantined(ILogger logger, WorkflowQuarantineKind kind, Guid subjectId, int tryCount, string reason, Guid id, Exception exception);

    [LoggerMessage(1032, LogLevel.Warning, "Instance {InstanceId} could not be told of event {EventId}, which was released from quarantine: pause and resume it to have the event offered.")]
    public static partial void ReleaseNotTold(ILogger logger, Guid instanceId, Guid eventId, Exception exception);

    [LoggerMessage(1031, LogLevel.Debug, "That {Kind} {SubjectId} failed could not be noted; it is tried again.")]
    public static partial void PoisonNotNoted(ILogger logger, WorkflowQuarantineKind kind, Guid subjectId, Exception exception);
}
