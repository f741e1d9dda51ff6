namespace Workflows.Persistence.Postgres.Commit;

/// <summary>
/// What the statement of a batch has: parts that write tables, and columns that are empty for most batches. What is not needed is left out,
/// because every part and every value costs.
/// </summary>
[Flags]
internal enum CommitShape
{
    None = 0,

    /// <summary>Instances that exist.</summary>
    Updates = 1,

    /// <summary>New instances.</summary>
    Inserts = 2,

    /// <summary>Timers set or canceled.</summary>
    Timers = 4,

    /// <summary>Subscriptions added or deleted.</summary>
    Subscriptions = 8,

    /// <summary>Columns about errors.</summary>
    Errors = 16,

    /// <summary>Columns about what an instance waits for, and which event a wait took.</summary>
    Waits = 32,

    /// <summary>Columns about changes of the state.</summary>
    States = 64,

    /// <summary>Columns about who did something, and why.</summary>
    Persons = 128,

    /// <summary>Columns about scopes.</summary>
    Scopes = 256,

    /// <summary>Rows of branches that rest, or of several.</summary>
    Tokens = 512,
}
