using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Sees to definitions that changed: at the start of a process, and now and then. Where nothing has changed, it reads what is registered and goes to rest.</summary>
internal sealed class ChangedDefinitionService(
    DefinitionRegistration registration, ChangedDefinitions changes, StoreReadiness readiness, EndpointReadiness endpoints, TimeProvider time, ILogger<ChangedDefinitionService> logger)
    : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        await endpoints.WaitAsync(stoppingToken);
        await TryAsync(changes.RunAsync, stoppingToken);
        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await TryAsync(registration.RenewAsync, stoppingToken);
            await TryAsync(changes.RunAsync, stoppingToken);
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> see, CancellationToken stoppingToken)
    {
        try
        {
            await see(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            CompilationLog.ChangesLeft(Logger, exception);
        }
    }
}
