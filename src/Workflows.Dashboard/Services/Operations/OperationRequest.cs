namespace Workflows.Dashboard.Services.Operations;

/// <summary>An operation on one instance, as a person asked for it.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why.</param>
/// <param name="Node">The node to go back to.</param>
/// <param name="Result">Members to set in place of a skipped step, a JSON object.</param>
/// <param name="EventType">Type of the event to send.</param>
/// <param name="Body">The event as JSON.</param>
internal sealed record OperationRequest(Guid InstanceId, OperationKind Kind, string? Reason, string? Node = null, string? Result = null, string? EventType = null, string? Body = null);
