using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Persistence.Views;

/// <summary>Lines of the lists of waits and timers, made from instances.</summary>
internal static class WaitViews
{
    /// <returns>One for each branch that waits for events.</returns>
    public static IEnumerable<WorkflowWait> Of(WorkflowInstance instance) =>
        from open in OpenPlace.Of(instance)
        let names = open.WaitingFor
        where names is not null
        let token = instance.Execution.Tokens.First(token => token.Id == open.Token)
        select new WorkflowWait
        {
            InstanceId = instance.Id,
            Workflow = instance.Workflow,
            Version = instance.Version,
            Status = instance.Status,
            Key = instance.Key,
            Node = token.Node,
            Place = token.Place.ToString(),
            Token = token.Id,
            Events = AwaitedEvents.At(names, instance.Execution.Subscriptions, token.Place),
            Since = open.Since,
            DueAt = open.DueAt,
        };

    public static WorkflowTimer Of(DueTimer due, InstanceTimer timer, WorkflowInstance instance)
    {
        var token = instance.Execution.Tokens.FirstOrDefault(token => token.Id == timer.Token);
        return new WorkflowTimer
        {
            TimerId = due.Id,
            InstanceId = instance.Id,
            Workflow = instance.Workflow,
            Version = instance.Version,
            Status = instance.Status,
            Key = instance.Key,
            Node = timer.Place?.Name,
            Place = timer.Place?.ToString(),
            Attempt = token is { Attempt: > 0 } ? token.Attempt : null,
            DueAt = due.DueAt,
            Purpose = timer.Purpose,
        };
    }

    /// <returns>Name of the node at a place; where it is none, what stands there.</returns>
    public static string? NodeOf(string? place) => WorkflowPlace.TryParse(place, out var known) ? known.Name : place;
}
