using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>Makes the store ready for this process: tables if asked for, then the definitions.</summary>
internal sealed class StorePreparation(StoreChoice choice, IStoreMigration migration, DefinitionRegistration definitions)
{
    public string StoreName => choice.Name;

    /// <returns>How many definitions were registered.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (choice.Options is { MigrateAtStart: true })
            await migration.MigrateAsync(cancellationToken);

        return await definitions.RunAsync(cancellationToken);
    }
}
