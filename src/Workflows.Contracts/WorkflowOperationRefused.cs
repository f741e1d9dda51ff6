namespace Workflows.Contracts;

/// <summary>The operation changed nothing.</summary>
/// <param name="Refusal">What kind of refusal it is.</param>
/// <param name="Message">A sentence: what was expected, what came, what would be allowed.</param>
/// <param name="InstanceId">The instance that was meant, where one was named.</param>
public sealed record WorkflowOperationRefused(WorkflowRefusal Refusal, string Message, Guid? InstanceId = null);
