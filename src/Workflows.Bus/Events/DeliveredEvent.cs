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
}
