using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>Starts and stops what a host would, where the test has none.</summary>
internal sealed class TestHost(IServiceProvider provider, EndpointReadiness readiness, IHostApplicationLifetime lifetime, ManualClock clock)
{
    private static readonly TimeSpan _beat = TimeSpan.FromMilliseconds(20);

    private readonly Lock _lock = new();
    private readonly List<IHostedService> _started = [];
    private Task? _start;
    private Task? _stop;

    public Task EnsureStartedAsync()
    {
        lock (_lock)
            return _start ??= StartAsync();
    }

    public Task StopAsync()
    {
        lock (_lock)
            return _stop ??= StopStartedAsync();
    }

    private async Task StartAsync()
    {
        if (provider.GetRequiredService<IWorkflowStore>() is not MemoryWorkflowStore || provider.GetRequiredService<TimeProvider>() is not ManualClock)
            throw new InvalidOperationException("Workflows are tested with the store in memory and a clock of the test, but another registration took their place. Call AddWorkflowTesting behind AddDurableWorkflows and behind everything that registers a TimeProvider.");

        // A real host (WebApplicationFactory, for example) has started everything already.
        if (readiness.IsReady)
            return;

        var services = provider.GetServices<IHostedService>().ToArray();
        foreach (var service in services.OfType<IHostedLifecycleService>())
            await service.StartingAsync(CancellationToken.None);

        foreach (var service in services)
        {
            _started.Add(service);
            await service.StartAsync(CancellationToken.None);
        }

        foreach (var service in services.OfType<IHostedLifecycleService>())
            await service.StartedAsync(CancellationToken.None);

        // Made last, disposed of first: the container stops everything before it takes it apart.
        provider.GetRequiredService<TestHostEnd>();
        (lifetime as TestLifetime)?.NoteStarted();
        await readiness.WaitAsync(CancellationToken.None);
    }

    private async Task StopStartedAsync()
    {
        (lifetime as TestLifetime)?.StopApplication();
        foreach (var service in Enumerable.Reverse(_started))
        {
            // What waits for the clock (a step, a send that is tried again) would hold up the end for ever: time goes on by itself now.
            var stopping = service.StopAsync(CancellationToken.None);
            while (await Task.WhenAny(stopping, Task.Delay(_beat)) != stopping)
                clock.MoveTo(clock.NextDueAt ?? clock.GetUtcNow());

            await stopping;
        }

        (lifetime as TestLifetime)?.NoteStopped();
    }
}
