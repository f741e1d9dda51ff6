namespace Workflows.Runtime;

/// <summary>The store refuses a change for its content: trying again would not help.</summary>
internal sealed class TransitionRefusedException(Guid instanceId, Exception cause)
    : Exception($"The store refused a change of instance {instanceId}: {cause.Message}", cause);
