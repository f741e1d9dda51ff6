namespace Workflows;

/// <summary>Settings of the store in a PostgreSQL database.</summary>
public sealed class PostgresStoreOptions : WorkflowStoreOptions
{
    internal PostgresStoreOptions()
    {
    }

    /// <summary>Schema of the tables. 1 to 63 lower-case letters, digits or underscores. Default: <c>workflows</c>.</summary>
    public string Schema { get; set; } = "workflows";
}
