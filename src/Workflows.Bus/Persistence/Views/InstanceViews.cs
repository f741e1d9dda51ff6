using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Kinds;
using Workflows.Persistence.Json;

namespace Workflows.Persistence.Views;

/// <summary>An instance as clients and the dashboard see it.</summary>
internal static class InstanceViews
{
    public static WorkflowDetails DetailsOf(WorkflowInstance instance) => new()
    {
        Summary = SummaryOf(instance),
        State = instance.State,
        Tokens = [.. instance.Execution.Tokens.OrderBy(token => Urgency.Of(token.State)).Select(TokenOf)],
        Subscriptions = [.. instance.Execution.Subscriptions.Select(known => new WorkflowSubscription(known.Wait, known.EventType, known.Key) { Place = known.Place.ToString() })],
        KeptEvents = [.. instance.Execution.KeptEvents.Select(kept => new WorkflowKeptEvent(kept.EventType, kept.Id, kept.ReceivedAt, kept.Body))],
        Error = ErrorOf(instance),
        TraceParent = instance.TraceParent,
        Operations = AllowedOperations.Of(StandingOf.Instance(instance)),
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
            ErrorType = ErrorOf(instance)?.Type,
            ErrorMessage = InstancePosition.Shorten(ErrorOf(instance)?.Message),
            Revision = instance.Revision,
            CreatedAt = instance.CreatedAt,
            UpdatedAt = instance.UpdatedAt,
            InNodeSince = position.Since,
            FinishedAt = instance.FinishedAt,
        };
    }

    /// <summary>An instance that cannot be read has that for its error: nothing else of it matters until it is repaired.</summary>
    private static WorkflowError? ErrorOf(WorkflowInstance instance) => instance.Unreadable is { } why ? Unreadable.ErrorOf($"The stored row cannot be read: {why}") : instance.Error;

    private static WorkflowToken TokenOf(Token token) => new()
    {
        Token = token.Id,
        Node = token.Node,
        State = token.State,
        Place = token.Place.ToString(),
        Attempt = token.Attempt,
        Since = token.Since,
        DueAt = token.DueAt,
        StartedAt = token.StartedAt,
        Error = token.Error,
        Worker = token.Worker,
    };
}
