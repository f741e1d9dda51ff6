namespace Workflows;

/// <summary>Settings of the store in a database.</summary>
public sealed class WorkflowStoreOptions
{
    /// <summary>Schema of the tables. 1 to 63 lower-case letters, digits or underscores. Default: <c>workflows</c>.</summary>
    public string Schema { get; set; } = "workflows";

    /// <summary>Creates or upgrades the tables when the process starts. Several processes may start at once. Default: false; see <c>MigrateWorkflowsAsync</c>.</summary>
    public bool MigrateAtStart { get; set; }
}
