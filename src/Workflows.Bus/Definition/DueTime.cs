namespace Workflows.Definition;

/// <summary>Moments that are some time away. A very long time is cut to the end of the calendar instead of overflowing.</summary>
internal static class DueTime
{
    /// <returns>Never before <paramref name="now"/>.</returns>
    public static DateTimeOffset After(DateTimeOffset now, TimeSpan delay) =>
        delay <= TimeSpan.Zero ? now : delay >= DateTimeOffset.MaxValue - now ? DateTimeOffset.MaxValue : now + delay;
}
