namespace Workflows.Contracts;

/// <summary>A number of instances that may be more than was counted.</summary>
/// <param name="Count">How many were counted.</param>
/// <param name="IsCapped">Counting stopped there: there may be more.</param>
public readonly record struct WorkflowCount(long Count, bool IsCapped = false);
