namespace Workflows.Instances;

/// <summary>Looks at how the store is set up.</summary>
internal interface IStoreInspection
{
    Task<StoreFacts> InspectAsync(CancellationToken cancellationToken);
}

/// <summary>How a store is set up. What does not apply to it is left out.</summary>
internal sealed record StoreFacts
{
    /// <summary>What tells this store from others, wherever it is moved; null: nothing does.</summary>
    public string? Identity { get; init; }

    /// <summary>Why the row with the identity can be neither read nor written; null: it can, or there is no table for it.</summary>
    public string? IdentityRefusal { get; init; }

    /// <summary>Version of the server; null: there is none.</summary>
    public Version? ServerVersion { get; init; }

    /// <summary>By how much the clock of this process is ahead of that of the store; negative: behind.</summary>
    public TimeSpan ClockAhead { get; init; }

    /// <summary>Migrations that this process has and the store lacks.</summary>
    public IReadOnlyList<string> MissingMigrations { get; init; } = [];

    /// <summary>Tables that the application itself should have made and the store lacks.</summary>
    public IReadOnlyList<string> MissingTables { get; init; } = [];

    /// <summary>Of the missing tables nothing needs any but the identity.</summary>
    public bool WorksWithoutThem { get; init; }

    /// <summary>Migrations that the store has and this process does not know.</summary>
    public IReadOnlyList<string> UnknownMigrations { get; init; } = [];

    /// <summary>A pooler in the way hands connections on after every transaction, and the store was not told of it.</summary>
    public bool IsPooled { get; init; }

    /// <summary>Connections that the pool may hold; null: as many as it takes.</summary>
    public int? PoolSize { get; init; }

    /// <summary>Connections that are enough for everything at once.</summary>
    public int NeededConnections { get; init; }
}
