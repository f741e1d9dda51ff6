using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Workflows.TestWorker.Reports;

/// <summary>Says how the process is whenever that changes.</summary>
internal sealed class HealthPrinter : IHealthCheckPublisher
{
    private string _last = "";

    public Task PublishAsync(Microsoft.Extensions.Diagnostics.HealthChecks.HealthReport report, CancellationToken cancellationToken)
    {
        var ill = report.Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => entry.Key).Order(StringComparer.Ordinal);
        var line = $"health {report.Status} {string.Join(' ', ill)}".TrimEnd();
        if (line == _last)
            return Task.CompletedTask;

        _last = line;
        return Console.Out.WriteLineAsync(line.AsMemory(), cancellationToken);
    }
}
