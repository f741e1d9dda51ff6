using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.Persistence.Grouping;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>Where what is committed meets what is measured.</summary>
internal sealed class CommitMetrics(WorkflowMetrics metrics, ActiveInstances active, IServiceProvider provider) : ICommitObserver, IHostedService
{
    public void Committed(Transition transition) => metrics.Committed(transition);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        active.AddTo(metrics.Meter);

        // The store in memory has no commits to speak of.
        if (provider.GetService<CommitStatistics>() is { } statistics)
            statistics.Committed += metrics.CommitSent;

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
