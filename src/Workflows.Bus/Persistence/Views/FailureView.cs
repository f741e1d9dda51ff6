namespace Workflows.Persistence.Views;

/// <summary>What makes instances that stand open with an error one failure.</summary>
internal static class FailureView
{
    public const int HourCount = 24;

    /// <returns>Which of the last 24 hours it happened in, the current one being the last; null: before them.</returns>
    public static int? HourOf(DateTimeOffset at, DateTimeOffset now)
    {
        var age = Math.Max(0, (long)Math.Floor((now - at) / TimeSpan.FromHours(1)));
        return age < HourCount ? HourCount - 1 - (int)age : null;
    }
}
