namespace Workflows.Dashboard.Live;

/// <summary>What the change feed knows.</summary>
/// <param name="Version">Number of the last change that was seen.</param>
/// <param name="AskedAt">When the store was asked last.</param>
/// <param name="FailingSince">Since when the store does not answer; null: it answers.</param>
/// <param name="IsSlow">The store takes long to answer, so it is asked less often.</param>
internal sealed record FeedState(long Version, DateTimeOffset? AskedAt, DateTimeOffset? FailingSince = null, bool IsSlow = false);
