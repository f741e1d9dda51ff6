namespace Workflows.Persistence.Postgres;

/// <summary>Names of the tables as they stand in statements: quoted, with their schema.</summary>
internal sealed record StoreTables
{
    public required string Instances { get; init; }

    public required string Journal { get; init; }

    public required string Tokens { get; init; }

    public required string Timers { get; init; }

    public required string Subscriptions { get; init; }

    public required string ParkedEvents { get; init; }

    public required string Definitions { get; init; }

    public required string Audit { get; init; }

    public required string BulkJobs { get; init; }

    public required string BulkRows { get; init; }

    public required string Processes { get; init; }

    public required string Quarantine { get; init; }

    public required string StoreIdentity { get; init; }

    public IReadOnlyList<string> All =>
        [Instances, Journal, Tokens, Timers, Subscriptions, ParkedEvents, Definitions, Audit, BulkJobs, BulkRows, Processes, Quarantine, StoreIdentity];

    /// <summary>The tables as migrations name them.</summary>
    public static StoreTables In(string schema) => new()
    {
        Instances = $"\"{schema}\".\"instances\"",
        Journal = $"\"{schema}\".\"journal\"",
        Tokens = $"\"{schema}\".\"tokens\"",
        Timers = $"\"{schema}\".\"timers\"",
        Subscriptions = $"\"{schema}\".\"subscriptions\"",
        ParkedEvents = $"\"{schema}\".\"parked_events\"",
        Definitions = $"\"{schema}\".\"definitions\"",
        Audit = $"\"{schema}\".\"audit\"",
        BulkJobs = $"\"{schema}\".\"bulk_jobs\"",
        BulkRows = $"\"{schema}\".\"bulk_rows\"",
        Processes = $"\"{schema}\".\"processes\"",
        Quarantine = $"\"{schema}\".\"quarantine\"",
        StoreIdentity = $"\"{schema}\".\"store_identity\"",
    };
}
