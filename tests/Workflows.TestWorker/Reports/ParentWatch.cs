using Microsoft.Extensions.Hosting;
using Workflows.TestWorker.Crashes;

namespace Workflows.TestWorker.Reports;

/// <summary>
/// Listens to the test: a line sets the crash plan. When the test closes its end, or has died, the process stops in order.
/// </summary>
internal sealed class ParentWatch(CrashPlan plan, IHostApplicationLifetime lifetime) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        new Thread(Listen) { IsBackground = true }.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Listen()
    {
        while (Console.In.ReadLine() is { } line)
        {
            plan.Set(line);
            Console.Out.WriteLine($"planned {line}");
        }

        lifetime.StopApplication();
    }
}
