namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Waits for something that happens elsewhere.</summary>
internal static class Until
{
    public static async Task TrueAsync(Func<bool> isTrue)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = TimeProvider.System.GetTimestamp();
        while (!isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("Expected it to become true within 30 seconds, but it did not.");

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
