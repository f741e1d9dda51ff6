using Workflows.Contracts;
using Workflows.Definition;

namespace Workflows.Events;

/// <summary>An event as it came to the endpoint of a workflow.</summary>
/// <param name="Plan">The workflow, in the version whose endpoint the event came to.</param>
/// <param name="EventType">Type that the waits name.</param>
/// <param name="EventId">Id of the message.</param>
/// <param name="Message">The event.</param>
/// <param name="IsRedelivered">It was delivered before, to a process that did not acknowledge it.</param>
internal sealed record DeliveredEvent(WorkflowPlan Plan, Type EventType, Guid EventId, object Message, bool IsRedelivered)
{
    public string Workflow => Plan.Name;

    /// <summary>What came with it.</summary>
    public EventContext Context { get; init; } = EventContext.None;

    /// <summary>Versions for whose sake another process passed it on; null: it is for all.</summary>
    public IReadOnlyList<int>? OnlyFor { get; init; }

    /// <summary>Versions for whose sake it was passed on already, before anything here looked at it.</summary>
    public IReadOnlyCollection<int> HandedOnFor { get; init; } = [];

    /// <summary>URNs of all the types that it is of, in the order in which it names them.</summary>
    public IEnumerable<string> Types { get; init; } = [];

    /// <summary>The publisher gave it no id: copies of it cannot be told to be one event.</summary>
    public bool IsAnonymous { get; init; }

    public bool IsFor(int version) => OnlyFor is null || OnlyFor.Contains(version);
}
