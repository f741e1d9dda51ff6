namespace Workflows.Contracts;

/// <summary>How a wait is found that an event is for. The names are stored: they never change.</summary>
/// <param name="EventType">URN of the event type.</param>
/// <param name="By">The expressions that take the key, as they stand in the definition; or that the event is sent to the instance.</param>
public sealed record WorkflowCorrelation(string EventType, string By);
