namespace Workflows.Contracts;

/// <summary>Who commands an operation and why: both go into the journal.</summary>
/// <param name="Actor">Who. Default: unknown.</param>
/// <param name="Reason">Why.</param>
/// <param name="JobId">The job over many instances that it belongs to. Default: none.</param>
public sealed record OperationOptions(string? Actor = null, string? Reason = null, Guid? JobId = null);
