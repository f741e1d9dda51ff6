namespace Workflows.Definition;

/// <summary>Says which instance an event is for: both sides as text, null where there is no key (yet).</summary>
/// <param name="FromEvent">Key of the event.</param>
/// <param name="FromState">Key of the instance; null: its id.</param>
internal sealed record EventCorrelation(Func<object, string?> FromEvent, Func<object, string?>? FromState)
{
    /// <summary>Key of the event as earlier releases wrote it, with which an instance of theirs may listen; null: they wrote it as it is written now.</summary>
    public Func<object, string?>? FormerFromEvent { get; init; }

    /// <summary>The expression that takes the key of the event, as it stands in the definition.</summary>
    public string? EventLabel { get; init; }

    /// <summary>The expression that takes the key of the instance, as it stands in the definition.</summary>
    public string? StateLabel { get; init; }

    /// <returns>The key of the event. Null: there is none, or it cannot be taken, which is said where the event comes in.</returns>
    public string? TryFromEvent(object @event) => TryTake(FromEvent, @event);

    /// <returns>Whether the event has the key, as it is written now or as earlier releases wrote it.</returns>
    public bool IsOrWasKey(object @event, string key) => TryFromEvent(@event) == key || (FormerFromEvent is { } former && TryTake(former, @event) == key);

    private static string? TryTake(Func<object, string?> take, object @event)
    {
        try
        {
            return take(@event);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
