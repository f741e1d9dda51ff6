using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Diagnostics.Installation;

/// <summary>Runs all checks, and keeps what they found last.</summary>
internal sealed class InstallationReport(IEnumerable<IInstallationCheck> checks, TimeProvider time, IStoreErrors? errors = null)
{
    /// <summary>A check that takes longer is given up, and that is said.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly IInstallationCheck[] _checks = [.. checks];
    private volatile InstallationReading? _last;

    /// <summary>Null: nothing was compared yet.</summary>
    public InstallationReading? Last => _last;

    /// <returns>What is wrong now, the worst first.</returns>
    public async Task<InstallationReading> RenewAsync(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(_checks.Select(check => RunAsync(check, cancellationToken)));
        var findings = found.SelectMany(findings => findings).Distinct()
            .OrderByDescending(finding => finding.Severity).ThenBy(finding => finding.Kind).ThenBy(finding => finding.Workflow, StringComparer.Ordinal).ThenBy(finding => finding.Version);
        return _last = new InstallationReading(time.GetUtcNow(), [.. findings]);
    }

    private async Task<IReadOnlyList<InstallationFinding>> RunAsync(IInstallationCheck check, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await check.FindAsync(either.Token).WaitAsync(either.Token);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            if (errors?.ReasonOf(exception) is { } reason)
                return [InstallationFinding.Error(WorkflowFindingKind.StoreUnavailable, $"The store of workflows cannot be reached or is not ready: {reason}")];

            var why = patience.IsCancellationRequested ? $"it took longer than {_patience.TotalSeconds:0} seconds" : exception.Message;
            return [InstallationFinding.Warning(WorkflowFindingKind.Unchecked, $"{check.GetType().Name} could not be made: {why.TrimEnd('.')}. It is made again within a minute.")];
        }
    }
}

/// <summary>What was wrong at a moment.</summary>
/// <param name="At">When.</param>
/// <param name="Findings">The worst first; empty: nothing.</param>
internal sealed record InstallationReading(DateTimeOffset At, IReadOnlyList<InstallationFinding> Findings)
{
    public bool HasErrors => Findings.Any(finding => finding.Severity == WorkflowFindingSeverity.Error);

    /// <summary>All of them as one text.</summary>
    public string Text => string.Join(" ", Findings.Select((finding, index) => Findings.Count == 1 ? finding.Text : $"({index + 1}) {finding.Text}"));
}
