namespace Workflows.Definition;

/// <summary>Finds what a wait is for, among its events.</summary>
internal static class AwaitedEvents
{
    /// <param name="events">Each type once.</param>
    /// <param name="eventName">A name as it is stored. One of an earlier release that fits none exactly means the only event that is called the same without its namespace.</param>
    /// <returns>Null: it is not for events of that type.</returns>
    public static AwaitedEvent? Find(this IReadOnlyList<AwaitedEvent> events, string eventName)
    {
        foreach (var awaited in events)
        {
            if (awaited.EventName == eventName)
                return awaited;
        }

        return MessageName.IsUrn(eventName) ? null : FindFormer(events, eventName);
    }

    /// <returns>Null: it is not for events of that type.</returns>
    public static AwaitedEvent? Find(this IReadOnlyList<AwaitedEvent> events, Type eventType)
    {
        foreach (var awaited in events)
        {
            if (awaited.EventType == eventType)
                return awaited;
        }

        return null;
    }

    private static AwaitedEvent? FindFormer(IReadOnlyList<AwaitedEvent> events, string eventName)
    {
        AwaitedEvent? called = null;
        var isAmbiguous = false;
        foreach (var awaited in events)
        {
            if (MessageName.Means(eventName, awaited.EventType))
                return awaited;

            if (!MessageName.ShortOf(awaited.EventType.FullName!).SequenceEqual(MessageName.ShortOf(eventName)))
                continue;

            isAmbiguous = called is not null;
            called = awaited;
        }

        return isAmbiguous ? null : called;
    }
}
