namespace Workflows.Dashboard.Services.Timelines;

/// <summary>One thing that an instance did at a node.</summary>
/// <param name="Kind">What.</param>
/// <param name="From">Since when (UTC).</param>
/// <param name="To">Until when (UTC); now, while it goes on.</param>
/// <param name="IsOpen">It goes on.</param>
internal sealed record Segment(SegmentKind Kind, DateTimeOffset From, DateTimeOffset To, bool IsOpen = false)
{
    public TimeSpan Length => To - From;

    /// <summary>Whether something happened, as opposed to waiting for it.</summary>
    public bool IsBusy => Kind is SegmentKind.Queue or SegmentKind.Run or SegmentKind.Failed;
}
