using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Diagnostics.Installation;
using Workflows.Runtime;
using Workflows.Timers;

namespace Workflows.Compilation;

/// <summary>There is something to do: a workflow, or at least messages to schedule.</summary>
internal sealed class NoWorkflowCheck(WorkflowRegistry registry, MessageTimers timers, IServiceProvider provider) : IInstallationCheck
{
    public Task<IReadOnlyList<InstallationFinding>> FindAsync(CancellationToken cancellationToken)
    {
        provider.GetRequiredService<BusSender>();
        var isScheduler = timers.IsUsed || provider.GetService<IServiceProviderIsService>()?.IsService(typeof(IMessageScheduler)) == true;
        return Task.FromResult<IReadOnlyList<InstallationFinding>>(registry.Plans.Count > 0 || isScheduler ? [] :
        [
            InstallationFinding.Error(
                WorkflowFindingKind.NoWorkflow,
                "Expected a workflow in this process, but none is registered: it takes no event and runs no step. Call w.AddWorkflow<TWorkflow>() or w.AddWorkflows(assembly) inside AddDurableWorkflows; for a process that only watches use AddWorkflowMonitoring, and to schedule messages UseWorkflowMessageScheduler."),
        ]);
    }
}
