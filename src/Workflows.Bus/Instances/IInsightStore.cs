using Workflows.Contracts;

namespace Workflows.Instances;

/// <summary>What is going on across instances.</summary>
internal interface IInsightStore
{
    /// <returns>A text that differs from an earlier one when anything may have been committed since.</returns>
    Task<string> GetChangeMarkAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowOpenCount>> CountOpenAsync(CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowNodeCount>> CountByNodeAsync(string workflow, int version, CancellationToken cancellationToken);

    /// <returns>Names of event types that instances listen for and that events are kept under, with how many there are. Only those that have not expired.</returns>
    Task<IReadOnlyList<StoredNameCount>> CountNamesAsync(DateTimeOffset now, CancellationToken cancellationToken);

    Task<IReadOnlyList<WorkflowRate>> GetRatesAsync(DateTimeOffset from, TimeSpan span, CancellationToken cancellationToken);

    /// <returns>Those that happened last first.</returns>
    Task<IReadOnlyList<WorkflowFailure>> ListFailuresAsync(FailurePage page, DateTimeOffset now, CancellationToken cancellationToken);

    /// <param name="filter">Which.</param>
    /// <param name="after">Since when the last one of the page before waits, and which it is.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<WorkflowWait>> ListWaitsAsync(WorkflowWaitFilter filter, WaitCursor? after, int limit, CancellationToken cancellationToken);

    /// <param name="filter">Which.</param>
    /// <param name="after">When the last one of the page before is due, and which it is.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    Task<IReadOnlyList<WorkflowTimer>> ListTimersAsync(WorkflowTimerFilter filter, ListCursor? after, int limit, CancellationToken cancellationToken);

    /// <summary>Events that are kept and that nobody took.</summary>
    /// <param name="now">Those that have expired are as good as dropped.</param>
    /// <param name="after">When the last one of the page before expires, and which it is.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Those that expire last first.</returns>
    Task<IReadOnlyList<WorkflowUnmatchedEvent>> ListUnmatchedAsync(DateTimeOffset now, ListCursor? after, int limit, CancellationToken cancellationToken);

    /// <summary>Notes what states and events of registered definitions look like.</summary>
    Task RegisterShapesAsync(IReadOnlyCollection<DefinitionShapes> shapes, CancellationToken cancellationToken);

    Task<WorkflowShapes?> GetShapesAsync(string workflow, int version, CancellationToken cancellationToken);
}

/// <summary>A name of an event type as it is stored.</summary>
/// <param name="Workflow">The workflow.</param>
/// <param name="Name">A URN; of earlier releases the full name of a class.</param>
/// <param name="IsEvent">Events are kept under it; otherwise instances listen for it.</param>
/// <param name="Count">How many.</param>
internal sealed record StoredNameCount(string Workflow, string Name, bool IsEvent, long Count)
{
    /// <summary>The wait that listens, or that the event is kept for; empty: a version is meant, whatever its waits.</summary>
    public required string Wait { get; init; }
}

/// <summary>A page of failures.</summary>
internal sealed record FailurePage(WorkflowFailureFilter Filter, int Limit)
{
    /// <summary>Only this one.</summary>
    public string? Fingerprint { get; init; }

    public FailureCursor? After { get; init; }
}

/// <summary>The last failure of the page before.</summary>
internal readonly record struct FailureCursor(DateTimeOffset LastAt, string Fingerprint);

/// <summary>What the state and the events of a definition look like.</summary>
internal sealed record DefinitionShapes(string Workflow, int Version, WorkflowShapes Shapes);

/// <summary>The place of a wait in the list: since when it waits, then the instance and the token.</summary>
internal readonly record struct WaitCursor(DateTimeOffset Since, Guid InstanceId, int Token);
