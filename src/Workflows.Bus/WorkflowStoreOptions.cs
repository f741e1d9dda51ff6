namespace Workflows;

/// <summary>Settings of the store in a database.</summary>
public class WorkflowStoreOptions
{
    internal WorkflowStoreOptions()
    {
    }

    /// <summary>Creates or upgrades the tables when the process starts. Several processes may start at once. Default: false; see <see cref="WorkflowMigrations"/>.</summary>
    public bool MigrateAtStart { get; set; }
}
