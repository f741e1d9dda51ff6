using Microsoft.Extensions.Logging;
using Workflows.Diagnostics.Installation;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Says that the store is not ready: each reason once with its trace, and then now and then that it still holds.</summary>
internal sealed class StoreFailures(IStoreErrors errors, InstallationReport report, InstallationView view, TimeProvider time, ILogger<StoreFailures> logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);

    private string? _reason;
    private DateTimeOffset _saidAt;
    private int _count;

    /// <returns>What is wrong, as sentences that may be shown to anybody.</returns>
    public string Say(Exception exception, TimeSpan delay)
    {
        var now = time.GetUtcNow();
        var reason = errors.ReasonOf(exception) ?? $"it could not be prepared ({exception.GetType().Name}). The log of the process has the rest.";
        _count++;
        if (reason != _reason)
            CompilationLog.StoreNotReady(logger, reason, delay, exception);
        else if (now - _saidAt >= _interval)
            CompilationLog.StoreStillNotReady(logger, _count, reason);
        else
            return reason;

        (_reason, _saidAt) = (reason, now);
        return reason;
    }

    public void SayReady() => InstallationText.Started(logger, report.Last!, view);
}
