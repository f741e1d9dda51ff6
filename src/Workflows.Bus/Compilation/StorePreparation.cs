using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Makes the store ready for this process: tables if asked for, then the definitions.</summary>
internal sealed class StorePreparation(IWorkflowStore store, StoreChoice choice, IStoreMigration migration, RegisteredDefinitions definitions, TimeProvider time)
{
    public string StoreName => choice.Name;

    /// <returns>How many definitions were registered.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (choice.Options is { MigrateAtStart: true })
            await migration.MigrateAsync(cancellationToken);

        var views = definitions.Views();
        await store.RegisterDefinitionsAsync(views, time.GetUtcNow(), cancellationToken);
        return views.Count;
    }
}
