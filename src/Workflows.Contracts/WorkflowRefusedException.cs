namespace Workflows.Contracts;

/// <summary>A command was refused and changed nothing. The message says why and what would be allowed.</summary>
public sealed class WorkflowRefusedException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="refusal">What kind of refusal it is.</param>
    /// <param name="message">A sentence: what was expected, what came, what would be allowed.</param>
    /// <param name="instanceId">The instance that was meant, where one was named.</param>
    public WorkflowRefusedException(WorkflowRefusal refusal, string message, Guid? instanceId = null)
        : base(message)
    {
        Refusal = refusal;
        InstanceId = instanceId;
    }

    /// <summary>What kind of refusal it is.</summary>
    public WorkflowRefusal Refusal { get; }

    /// <summary>The instance that was meant, where one was named.</summary>
    public Guid? InstanceId { get; }
}
