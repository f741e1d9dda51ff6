using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;

namespace Workflows.Compilation;

/// <summary>Keeps the application from running with findings of kinds that it refuses, and with those that no application is meant to run with.</summary>
internal sealed class StartRefusal(IReadOnlySet<WorkflowFindingKind> kinds, StoreReadiness readiness, DurableWorkflowOptions options, TimeProvider time)
{
    /// <exception cref="WorkflowDefinitionException">There is a finding of such a kind; the message lists all of them.</exception>
    public void Check(InstallationReading reading)
    {
        string[] refused = [.. reading.Findings.Where(finding => finding.IsRefused || kinds.Contains(finding.Kind)).Select(finding => finding.Text)];
        if (refused.Length > 0)
            throw new WorkflowDefinitionException(refused);
    }

    /// <summary>Waits for the first report, where it matters to the start.</summary>
    /// <exception cref="WorkflowDefinitionException">The application does not want to run like that.</exception>
    public async Task WaitAsync(Task opening, CancellationToken cancellationToken)
    {
        if (kinds.Count == 0)
            return;

        using var limit = new CancellationTokenSource(options.CallTimeLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await opening.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            if (kinds.Contains(WorkflowFindingKind.StoreUnavailable))
                throw new WorkflowDefinitionException([readiness.Trouble is { } trouble ? StoreProbe.NotReady(trouble).Message : $"The store of workflows does not answer within {options.CallTimeLimit.TotalSeconds:0.#} seconds."]);
        }
    }
}
