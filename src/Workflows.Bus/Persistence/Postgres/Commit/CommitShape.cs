namespace Workflows.Persistence.Postgres.Commit;

/// <summary>Which parts the statement of a batch has. Most batches need few, and each part costs.</summary>
[Flags]
internal enum CommitShape
{
    None = 0,
    Updates = 1,
    Inserts = 2,
    Timers = 4,
    Subscriptions = 8,
}
