namespace Workflows;

/// <summary>Settings of the store in a database.</summary>
public class WorkflowStoreOptions
{
    internal WorkflowStoreOptions()
    {
    }

    /// <summary>Creates or upgrades the tables when the process starts. Several processes may start at once. Default: false; see <c>MigrateWorkflowsAsync</c>.</summary>
    public bool MigrateAtStart { get; set; }
}
