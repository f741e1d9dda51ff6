using Microsoft.Extensions.Logging;

namespace Workflows.Events;

/// <summary>What is logged about events. Event ids 1600 to 1699 are its own and never change their meaning.</summary>
internal static partial class EventLog
{
    [LoggerMessage(1600, LogLevel.Warning, "{EventType} {EventId} may be for instances of {Workflow} v{Version}, which no process at its endpoint knows. It is kept, as are all that follow; register that version, and it gets them.")]
    public static partial void EventKeptForVersion(ILogger logger, string eventType, Guid eventId, string workflow, int version);

    [LoggerMessage(1601, LogLevel.Warning, "{EventType} {EventId} was kept for {Workflow} v{Version}, which does not wait for such an event any more. It is dropped.")]
    public static partial void KeptEventUnawaited(ILogger logger, string eventType, Guid eventId, string workflow, int version);

    [LoggerMessage(1602, LogLevel.Warning, "Events that were kept for versions known here could not be taken up now; trying again.")]
    public static partial void KeptEventsNotTakenUp(ILogger logger, Exception exception);

    [LoggerMessage(1603, LogLevel.Warning, "{EventType} {EventId} has no key for {Workflow}, '{Wait}': {Key} is null or empty. It wakes no instance there. Further ones are counted and not logged.")]
    public static partial void EventWithoutKey(ILogger logger, string eventType, Guid eventId, string workflow, string wait, string key);

    [LoggerMessage(1604, LogLevel.Warning, "{EventType} {EventId} was kept for {Workflow} v{Version} and could not be taken up; trying again.")]
    public static partial void KeptEventNotTakenUp(ILogger logger, string eventType, Guid eventId, string workflow, int version, Exception exception);

    [LoggerMessage(1605, LogLevel.Information, "{EventType} {EventId} is of a type that this process does not know. It goes back to the queue for {Workflow} {Versions}, which other processes have.")]
    public static partial void EventHandedOn(ILogger logger, string eventType, Guid eventId, string workflow, string versions);

    [LoggerMessage(1606, LogLevel.Warning, "{EventType} came to the endpoint '{Endpoint}', but no version of {Workflow} takes it. The bus puts it aside as skipped. If no release takes it any more, remove the binding of its exchange to that endpoint.")]
    public static partial void EventUntaken(ILogger logger, string eventType, string endpoint, string workflow);

    [LoggerMessage(1607, LogLevel.Warning, "{EventType} {EventId} has a key for {Workflow}, '{Wait}', that no instance can have ({Key}): {Problem} It wakes no instance there. Further ones are counted and not logged.")]
    public static partial void EventWithUnstorableKey(ILogger logger, string eventType, Guid eventId, string workflow, string wait, string key, string problem);
}
