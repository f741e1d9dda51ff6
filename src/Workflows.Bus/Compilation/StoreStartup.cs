using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Definition.Export;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Compilation;

/// <summary>
/// Makes the store known to this process and this process known to the store: tables if asked for, then the definitions. An unreachable
/// database is tried again until it is there; the application runs meanwhile, and messages wait.
/// </summary>
internal sealed class StoreStartup(IWorkflowStore store, StoreChoice choice, IStoreMigration migration, WorkflowRegistry registry, WorkflowEndpoints endpoints, TimeProvider time, ILogger<StoreStartup> logger)
    : BackgroundService
{
    private static readonly TimeSpan _firstDelay = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan _longestDelay = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var delay = _firstDelay; !stoppingToken.IsCancellationRequested; delay = delay * 2 < _longestDelay ? delay * 2 : _longestDelay)
        {
            try
            {
                await PrepareAsync(stoppingToken);
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                CompilationLog.StoreNotReady(logger, delay, exception);
                await Task.Delay(delay, time, stoppingToken);
            }
        }
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (choice.Options is { MigrateAtStart: true })
            await migration.MigrateAsync(cancellationToken);

        var views = registry.Plans.Select(plan => DefinitionViewOf.Plan(plan, endpoints.InstancesOf(plan.WorkflowType))).ToArray();
        await store.RegisterDefinitionsAsync(views, time.GetUtcNow(), cancellationToken);
        CompilationLog.Ready(logger, choice.Name, views.Length);
    }
}
