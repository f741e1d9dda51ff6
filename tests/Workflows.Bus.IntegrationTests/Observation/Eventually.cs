using System.Diagnostics;
using System.Runtime.CompilerServices;
using Workflows.IntegrationTests.Processes;

namespace Workflows.IntegrationTests.Observation;

/// <summary>Waits for conditions. The limit is generous: it ends a run that would never end, and says nothing about speed.</summary>
internal static class Eventually
{
    private static readonly TimeSpan _limit = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(40);

    public static async Task HoldsAsync(Func<Task<bool>> condition, Func<Task<string>> otherwise, [CallerArgumentExpression(nameof(condition))] string? what = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            if (Stopwatch.GetElapsedTime(started) > _limit)
                throw new TimeoutException($"This did not come true within {_limit.TotalMinutes:0} minutes: {what}\n{await otherwise()}\n{WorkersOfTest.Describe()}");

            await Task.Delay(_pause, TestContext.Current.CancellationToken);
        }
    }

    public static Task HoldsAsync(Func<bool> condition, Func<string> otherwise, [CallerArgumentExpression(nameof(condition))] string? what = null) =>
        HoldsAsync(() => Task.FromResult(condition()), () => Task.FromResult(otherwise()), what);

    /// <summary>For a task that somebody else completes.</summary>
    public static async Task CompletesAsync(Task task, Func<string> otherwise)
    {
        if (await Task.WhenAny(task, Task.Delay(_limit, TestContext.Current.CancellationToken)) != task)
            throw new TimeoutException($"This did not happen within {_limit.TotalMinutes:0} minutes. {otherwise()}\n{WorkersOfTest.Describe()}");

        await task;
    }
}
