using System.ComponentModel;
using Workflows.Contracts;

namespace Workflows.Api.Models;

[Description("An operation on the instance, and whether it is possible as the instance stands. The operation itself has the last word: it also asks the definition.")]
internal sealed class OperationChoice(WorkflowOperationChoice choice)
{
    [Description("Its name, as in the audit: Pause, Resume, Retry, Skip, Rewind, Cancel, SendEvent.")]
    public string Operation { get; } = choice.Operation;

    [Description("Whether it is possible now.")]
    public bool IsPossible { get; } = choice.IsPossible;

    [Description("Why it is not possible now.")]
    public string? WhyNot { get; } = choice.WhyNot;
}
