namespace Workflows;

/// <summary>Settings of the store in a database.</summary>
public class WorkflowStoreOptions
{
    internal WorkflowStoreOptions()
    {
    }

    /// <summary>Creates or upgrades the tables when the process starts. Several processes may start at once. Default: false; see <see cref="WorkflowMigrations"/>.</summary>
    public bool MigrateAtStart { get; set; }

    /// <summary>
    /// The connections come from a pooler that hands them on after every transaction, such as PgBouncer with <c>pool_mode = transaction</c>. Then no settings and
    /// no prepared statements are left on them, which is slower. Without it such a pooler is found out and refused. Default: false.
    /// </summary>
    public bool BehindTransactionPooler { get; set; }
}
