using System.Globalization;

namespace Workflows.Dashboard.Services.Text;

/// <summary>Lengths of time for people: two units at most, the larger first.</summary>
internal static class Ages
{
    public static string Of(TimeSpan length)
    {
        var span = length.Duration();
        if (span == TimeSpan.Zero)
            return "0 s";

        if (span < TimeSpan.FromMilliseconds(1))
            return "under 1 ms";

        if (span < TimeSpan.FromSeconds(1))
            return $"{(int)span.TotalMilliseconds} ms";

        if (span < TimeSpan.FromSeconds(10))
            return string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalSeconds * 10) / 10:0.#} s");

        if (span < TimeSpan.FromMinutes(1))
            return $"{span.Seconds} s";

        if (span < TimeSpan.FromHours(1))
            return Two(span.Minutes, "m", span.Seconds, "s");

        if (span < TimeSpan.FromDays(1))
            return Two(span.Hours, "h", span.Minutes, "m");

        return span.TotalDays < 100 ? Two(span.Days, "d", span.Hours, "h") : $"{span.Days} d";
    }

    /// <summary>"3 m ago" or "in 3 m".</summary>
    public static string From(DateTimeOffset now, DateTimeOffset at) => at <= now ? $"{Of(now - at)} ago" : $"in {Of(at - now)}";

    private static string Two(int large, string largeUnit, int small, string smallUnit) =>
        small == 0 || large >= 20 ? $"{large} {largeUnit}" : $"{large} {largeUnit} {small} {smallUnit}";
}
