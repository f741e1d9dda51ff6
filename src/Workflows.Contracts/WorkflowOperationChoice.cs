namespace Workflows.Contracts;

/// <summary>An operation on an instance, and whether it is possible as the instance stands. The operation itself has the last word: it also asks the definition.</summary>
/// <param name="Operation">Its name, as it stands in <see cref="WorkflowAuditEntry.Operation"/>: Pause, Resume, Retry, Skip, Rewind, Cancel, SendEvent.</param>
/// <param name="WhyNot">Why it is not possible now, in a sentence; null: it is.</param>
public sealed record WorkflowOperationChoice(string Operation, string? WhyNot = null)
{
    /// <summary>Whether it is possible now.</summary>
    public bool IsPossible => WhyNot is null;
}
