using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>An instance as clients and the dashboard see it.</summary>
internal static class InstanceViews
{
    public static WorkflowDetails DetailsOf(WorkflowInstance instance) => new()
    {
        Summary = SummaryOf(instance),
        State = instance.State,
        Tokens = [.. instance.Execution.Tokens.Select(TokenOf)],
        Subscriptions = [.. instance.Execution.Subscriptions.Select(known => new WorkflowSubscription(known.Wait, known.EventType, known.Key))],
        KeptEvents = [.. instance.Execution.KeptEvents.Select(kept => new WorkflowKeptEvent(kept.EventType, kept.Id, kept.ReceivedAt, kept.Body))],
        Error = instance.Error,
        TraceParent = instance.TraceParent,
    };

    public static WorkflowSummary SummaryOf(WorkflowInstance instance)
    {
        var position = InstancePosition.Of(instance);
        return new WorkflowSummary
        {
            InstanceId = instance.Id,
            Workflow = instance.Workflow,
            Version = instance.Version,
            Status = instance.Status,
            CurrentNode = position.Node,
            WaitingFor = AwaitedEvents.Names(position.WaitingFor),
            DueAt = position.DueAt,
            Attempt = position.Attempt,
            Key = instance.Key,
            Tags = instance.Tags,
            ErrorType = instance.Error?.Type,
            ErrorMessage = InstancePosition.Shorten(instance.Error?.Message),
            Revision = instance.Revision,
            CreatedAt = instance.CreatedAt,
            UpdatedAt = instance.UpdatedAt,
            InNodeSince = position.Since,
            FinishedAt = instance.FinishedAt,
        };
    }

    private static WorkflowToken TokenOf(Token token) => new()
    {
        Token = token.Id,
        Node = token.Node,
        State = token.State,
        Iteration = token.Iteration,
        Attempt = token.Attempt,
        Since = token.Since,
        DueAt = token.DueAt,
        StartedAt = token.StartedAt,
        Worker = token.Worker,
    };
}
