using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>Does what was kept in <see cref="EarlyEffects"/>. What fails here is left to the sweeper, as it is where the process ends before.</summary>
internal sealed class EarlyEffectsService(EarlyEffects early, EffectDispatcher effects, ILogger<EarlyEffectsService> logger) : EngineService(logger)
{
    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        while (true)
            await effects.DispatchUnguardedAsync(await early.TakeAsync(stoppingToken), stoppingToken);
    }
}
