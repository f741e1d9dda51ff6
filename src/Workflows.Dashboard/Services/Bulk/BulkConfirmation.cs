namespace Workflows.Dashboard.Services.Bulk;

/// <summary>What a person gives with the confirmation of an operation on many instances.</summary>
/// <param name="JobId">Id of the job, chosen when the draft was shown: confirmed twice, it is one job.</param>
/// <param name="ShownCount">How many instances the person was told.</param>
/// <param name="Typed">What the person typed to confirm.</param>
/// <param name="Reason">Why.</param>
/// <param name="EventBody">The event to send, as JSON; null: none is sent.</param>
internal sealed record BulkConfirmation(Guid JobId, long? ShownCount, string? Typed, string? Reason, string? EventBody);
