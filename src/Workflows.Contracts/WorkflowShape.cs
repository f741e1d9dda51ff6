namespace Workflows.Contracts;

/// <summary>What a type looks like as JSON.</summary>
/// <param name="Type">URN of the message type; of a state, the full name of its class.</param>
/// <param name="Schema">Its JSON Schema as text.</param>
public sealed record WorkflowShape(string Type, string Schema);
