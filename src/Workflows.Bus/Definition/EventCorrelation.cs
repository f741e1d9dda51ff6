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
}
