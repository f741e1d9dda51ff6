namespace Workflows.Contracts;

/// <summary>Who commands an operation and why: both go into the journal.</summary>
/// <param name="Actor">Who. Default: unknown.</param>
/// <param name="Reason">Why.</param>
public sealed record OperationOptions(string? Actor = null, string? Reason = null);
