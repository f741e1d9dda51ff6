using Microsoft.Extensions.Logging;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Makes the report of the installation anew every minute, and says what has changed. Where no store is prepared here, it makes the first one, too.</summary>
internal sealed class InstallationWatch(InstallationReport report, InstallationView view, StoreReadiness readiness, TimeProvider time, ILogger<InstallationWatch> logger) : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMinutes(1);

    protected override async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        if (report.Last is null)
            InstallationText.Started(Logger, await report.RenewAsync(stoppingToken), view);

        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var before = report.Last;
            var now = await report.RenewAsync(stoppingToken);
            if (now.Text != before?.Text)
                InstallationText.Changed(Logger, now);
        }
    }
}
