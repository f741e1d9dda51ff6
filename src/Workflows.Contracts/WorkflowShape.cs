namespace Workflows.Contracts;

/// <summary>What a type looks like as JSON.</summary>
/// <param name="Type">Full name of the type.</param>
/// <param name="Schema">Its JSON Schema as text.</param>
public sealed record WorkflowShape(string Type, string Schema);
