using System.Text.Json.Serialization;

namespace Workflows.Contracts;

/// <summary>What kind of thing is wrong with an installation: with what is registered, stored or bound, or with how these fit together.</summary>
[JsonConverter(typeof(WordEnumConverter))]
public enum WorkflowFindingKind
{
    /// <summary>The store cannot be reached or asked: nothing could be compared.</summary>
    StoreUnavailable = 0,

    /// <summary>Tables are missing, or older than this process needs.</summary>
    MigrationMissing = 1,

    /// <summary>The tables are newer than this process knows.</summary>
    SchemaNewer = 2,

    /// <summary>A receive endpoint that a workflow needs is not configured on the bus.</summary>
    EndpointNotConfigured = 3,

    /// <summary>No workflow is registered.</summary>
    NoWorkflow = 4,

    /// <summary>Messages of another store come to the endpoints of this process.</summary>
    EndpointShared = 5,

    /// <summary>Another application, or a process on another bus, works on the same store.</summary>
    StoreShared = 6,

    /// <summary>The connection pool of the store holds fewer connections than are needed.</summary>
    PoolTooSmall = 7,

    /// <summary>Between this process and the database stands a pooler that hands connections to somebody else between two transactions.</summary>
    PoolerInTheWay = 8,

    /// <summary>The clock of this process differs from that of the database.</summary>
    ClockOff = 9,

    /// <summary>Instances stand open on a version that this process has no class for.</summary>
    VersionWithoutClass = 10,

    /// <summary>A definition is not the one that is stored under its name and version.</summary>
    DefinitionChanged = 11,

    /// <summary>Something could not be checked.</summary>
    Unchecked = 12,

    /// <summary>Rows of the store could not be read or handled and are left alone since.</summary>
    RowsQuarantined = 13,

    /// <summary>A stored definition cannot be read: it counts as not registered.</summary>
    DefinitionUnreadable = 14,

    /// <summary>Instances listen for events, or events are kept, under a name that no definition answers to.</summary>
    NameUnanswered = 15,

    /// <summary>The server of the database is older than the oldest that works.</summary>
    DatabaseTooOld = 16,
}
