using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>An operation on one instance, as a person asked for it.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Kind">What.</param>
/// <param name="Reason">Why.</param>
/// <param name="Values">What was given for its parameters, by their names.</param>
internal sealed record OperationRequest(Guid InstanceId, OperationKind Kind, string? Reason, IReadOnlyDictionary<string, string?> Values);
