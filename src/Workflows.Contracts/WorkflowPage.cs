namespace Workflows.Contracts;

/// <summary>One page of a list that is read by key: pages stay right while rows come and go.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Items">The rows, in the order of the list.</param>
/// <param name="Next">Pass it as <c>after</c> for the next page; null on the last.</param>
public sealed record WorkflowPage<T>(IReadOnlyList<T> Items, string? Next);
