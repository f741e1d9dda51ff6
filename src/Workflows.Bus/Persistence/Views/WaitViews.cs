using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Lines of the lists of waits and timers, made from instances.</summary>
internal static class WaitViews
{
    /// <returns>Null where it waits for no event.</returns>
    public static WorkflowWait? Of(WorkflowInstance instance)
    {
        var position = InstancePosition.Of(instance);
        if (position is not { WaitingFor: { } names, WaitingSince: { } since, Node: { } node })
            return null;

        return new WorkflowWait
        {
            InstanceId = instance.Id,
            Workflow = instance.Workflow,
            Version = instance.Version,
            Status = instance.Status,
            Key = instance.Key,
            Node = node,
            Events = AwaitedEvents.At(names, instance.Execution.Subscriptions, node),
            Since = since,
            DueAt = DueAtOf(instance.Execution.Tokens, node),
        };
    }

    public static WorkflowTimer Of(DueTimer timer, WorkflowInstance instance)
    {
        var position = InstancePosition.Of(instance);
        return new WorkflowTimer
        {
            TimerId = timer.Id,
            InstanceId = instance.Id,
            Workflow = instance.Workflow,
            Version = instance.Version,
            Status = instance.Status,
            Key = instance.Key,
            Node = position.Node,
            Attempt = position.Attempt,
            DueAt = timer.DueAt,
        };
    }

    /// <returns>When a wait gives up; null: never.</returns>
    public static DateTimeOffset? DueAtOf(IEnumerable<Token> tokens, string wait) =>
        tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Waiting && token.Node == wait)?.DueAt;
}
