using System.Diagnostics;

namespace Workflows.Tests;

/// <summary>Waits for a condition that other threads bring about.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    public static async Task ShouldBeAsync<T>(Func<Task<T>> read, T expected)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var actual = await read();
            if (Equals(actual, expected))
                return;

            if (waited.Elapsed > _patience)
                actual.ShouldBe(expected, $"after {_patience}");

            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task ShouldHoldAsync(Func<bool> condition) => ShouldBeAsync(() => Task.FromResult(condition()), true);
}
