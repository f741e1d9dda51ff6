using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Instances;
using Workflows.Runtime;
using Workflows.Steps;
using Workflows.Timers;

namespace Workflows.Testing;

/// <summary>Lets time pass from one due time to the next, and everything that is due happen at its time.</summary>
internal sealed class VirtualTime(ManualClock clock, IWorkflowStore store, TimerDispatcher timers, Idleness idleness, IServiceProvider provider)
{
    private const int MaxRounds = 1_000;

    /// <summary>Waits until nothing moves any more and nothing is due.</summary>
    /// <exception cref="WorkflowAssertionException">It never comes to rest.</exception>
    public async Task SettleAsync(TimeSpan patience)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            await idleness.WaitAsync(patience);
            if (await timers.DispatchDueAsync(CancellationToken.None) == 0)
                return;
        }

        throw new WorkflowAssertionException($"The workflows did not come to rest: at {clock.GetUtcNow():u} timers were due {MaxRounds} times one after the other.");
    }

    /// <returns>The next moment at which something is due, of what the store holds and what the code of steps waits for; null: nothing is.</returns>
    public async Task<DateTimeOffset?> NextDueAsync()
    {
        var stored = await store.NextDueAsync(CancellationToken.None);
        var waiting = clock.NextDueAt;
        return stored is null || waiting < stored ? waiting : stored;
    }

    public async Task PassUntilAsync(DateTimeOffset moment, TimeSpan patience)
    {
        await SettleAsync(patience);
        while (await NextDueAsync() is { } due && due <= moment)
        {
            clock.MoveTo(due);
            await SettleAsync(patience);
        }

        clock.MoveTo(moment);
        await SweepAsync();
        await SettleAsync(patience);
    }

    /// <summary>What running processes do every few seconds, in the order that keeps a step which runs here from counting as lost.</summary>
    private async Task SweepAsync()
    {
        foreach (var monitor in provider.GetServices<IHostedService>().OfType<RunningStepsMonitor>())
            await monitor.WatchAsync(CancellationToken.None);

        await provider.GetRequiredService<Sweeper>().SweepAsync(CancellationToken.None);
    }
}
