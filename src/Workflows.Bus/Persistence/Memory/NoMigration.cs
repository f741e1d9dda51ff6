using Workflows.Instances;

namespace Workflows.Persistence.Memory;

/// <summary>Memory has no tables.</summary>
internal sealed class NoMigration : IStoreMigration
{
    public Task MigrateAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
