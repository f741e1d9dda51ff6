namespace Workflows.Dashboard.Tests.Browser;

/// <summary>Waits for something that happens elsewhere.</summary>
internal static class Until
{
    public static Task TrueAsync(Func<bool> isTrue) => TrueAsync(() => Task.FromResult(isTrue()));

    public static async Task TrueAsync(Func<Task<bool>> isTrue)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var started = TimeProvider.System.GetTimestamp();
        while (!await isTrue())
        {
            if (TimeProvider.System.GetElapsedTime(started) > TimeSpan.FromSeconds(30))
                throw new TimeoutException("Expected it to become true within 30 seconds, but it did not.");

            await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        }
    }
}
