namespace Workflows.Events;

/// <summary>How long an event that matches nothing is kept, by its type.</summary>
internal sealed class EventWindows(TimeSpan byDefault, IReadOnlyDictionary<Type, TimeSpan> byType)
{
    public TimeSpan Of(Type eventType) => byType.TryGetValue(eventType, out var window) ? window : byDefault;
}
