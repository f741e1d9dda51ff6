namespace Workflows.Contracts;

/// <summary>A page of found instances that can be left in both directions.</summary>
/// <param name="Items">The rows, in the order of the search.</param>
/// <param name="Previous">Pass it as <c>at</c> for the page before; null on the first.</param>
/// <param name="Next">Pass it as <c>at</c> for the page behind; null on the last.</param>
public sealed record WorkflowSlice(IReadOnlyList<WorkflowSummary> Items, string? Previous, string? Next);
