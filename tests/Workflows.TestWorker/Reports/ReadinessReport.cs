using Microsoft.Extensions.Hosting;
using Workflows.Runtime;

namespace Workflows.TestWorker.Reports;

/// <summary>Says <c>ready</c> when every endpoint of the process takes messages.</summary>
internal sealed class ReadinessReport(EndpointReadiness readiness) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        await Console.Out.WriteLineAsync("ready");
    }
}
