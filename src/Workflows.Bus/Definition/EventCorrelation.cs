namespace Workflows.Definition;

/// <summary>Says which instance an event is for: both sides as text, null where there is no key (yet).</summary>
/// <param name="FromEvent">Key of the event.</param>
/// <param name="FromState">Key of the instance; null: its id.</param>
internal sealed record EventCorrelation(Func<object, string?> FromEvent, Func<object, string?>? FromState);
