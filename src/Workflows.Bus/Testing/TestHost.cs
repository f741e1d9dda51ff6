using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Runtime;

namespace Workflows.Testing;

/// <summary>Starts what the container hosts and is not started yet, and stops what it started: by the host of the application, or in its place.</summary>
internal sealed class TestHost(IServiceProvider provider, EndpointReadiness readiness, IHostApplicationLifetime lifetime, TimeAtTheEnd time)
{
    /// <summary>Real time that the bus may take to get ready.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private static readonly AsyncLocal<bool> _isStarting = new();

    private readonly Lock _lock = new();
    private readonly Stack<Func<Task>> _stops = new();
    private Task? _start;
    private Task? _stop;

    /// <summary>What is being started may use the harness, and does not wait for itself.</summary>
    public Task EnsureStartedAsync()
    {
        lock (_lock)
            return _isStarting.Value ? Task.CompletedTask : _start ??= StartAsync();
    }

    /// <summary>For members that cannot be awaited. The start goes on in other threads, so it does not matter whose thread waits.</summary>
    public void EnsureStarted()
    {
        if (!_isStarting.Value)
            Task.Run(EnsureStartedAsync).GetAwaiter().GetResult();
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

        // A real host (WebApplicationFactory, for example) or MassTransit's harness has started everything already.
        if (readiness.IsReady)
            return;

        _isStarting.Value = true;
        if (lifetime is TestLifetime)
            await StartServicesAsync();
        else if (!lifetime.ApplicationStarted.IsCancellationRequested)
            await StartHostAsync();

        await WaitForBusAsync();
    }

    private async Task StartServicesAsync()
    {
        var services = provider.GetServices<IHostedService>().ToArray();
        foreach (var service in services.OfType<IHostedLifecycleService>())
            await service.StartingAsync(CancellationToken.None);

        foreach (var service in services)
        {
            _stops.Push(() => service.StopAsync(CancellationToken.None));
            await service.StartAsync(CancellationToken.None);
        }

        foreach (var service in services.OfType<IHostedLifecycleService>())
            await service.StartedAsync(CancellationToken.None);

        StopWithContainer();
        (lifetime as TestLifetime)?.NoteStarted();
    }

    private async Task StartHostAsync()
    {
        var host = provider.GetRequiredService<IHost>();
        _stops.Push(() => host.StopAsync(CancellationToken.None));
        await host.StartAsync(CancellationToken.None);
        StopWithContainer();
    }

    /// <summary>Made last, disposed of first: the container stops everything before it takes it apart.</summary>
    private void StopWithContainer() => provider.GetRequiredService<TestHostEnd>();

    private async Task WaitForBusAsync()
    {
        try
        {
            await readiness.WaitAsync(CancellationToken.None).WaitAsync(_patience);
        }
        catch (TimeoutException)
        {
            throw new WorkflowAssertionException($"The bus of the workflows was not ready within {_patience}. Is it started, and does the container host it?");
        }
    }

    private async Task StopStartedAsync()
    {
        (lifetime as TestLifetime)?.StopApplication();
        while (_stops.TryPop(out var stop))
        {
            var stopping = stop();
            await time.RunUntilAsync(stopping);
            await stopping;
        }

        (lifetime as TestLifetime)?.NoteStopped();
    }
}
