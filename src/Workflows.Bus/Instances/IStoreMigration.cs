namespace Workflows.Instances;

/// <summary>Creates and upgrades the tables of the store.</summary>
internal interface IStoreMigration
{
    /// <summary>Does what is missing; nothing where nothing is. Several processes may do it at once.</summary>
    Task MigrateAsync(CancellationToken cancellationToken);
}
