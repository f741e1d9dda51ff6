using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence;
using Workflows.Queries;

namespace Workflows.Bench.Seeding;

/// <summary>A filled schema, asked as the dashboard asks it.</summary>
internal sealed class SeededStore : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private SeededStore(ServiceProvider services) => _services = services;

    public IWorkflowInstances Instances => new WorkflowInstances(_services.GetRequiredService<ISearchStore>());

    public IWorkflowInsights Insights =>
        new WorkflowInsights(_services.GetRequiredService<IInsightStore>(), _services.GetRequiredService<IAuditStore>(), TimeProvider.System);

    public static SeededStore Open(string connectionString, string schema)
    {
        var services = new ServiceCollection().AddLogging();
        PostgresStoreRegistration.Add(services, connectionString, new PostgresStoreOptions { Schema = schema });
        return new SeededStore(services.BuildServiceProvider());
    }

    public Task RegisterAsync(IEnumerable<WorkflowDefinitionView> definitions) =>
        _services.GetRequiredService<IWorkflowStore>().RegisterDefinitionsAsync([.. definitions], TimeProvider.System.GetUtcNow(), CancellationToken.None);

    public Task<WorkflowDetails?> GetAsync(Guid id) => _services.GetRequiredService<IWorkflowStore>().GetAsync(id, CancellationToken.None);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
