using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What comes of an operation, said before it is done.</summary>
internal static class Consequences
{
    public static IReadOnlyList<string> Of(OperationKind kind, WorkflowDetails details, DateTimeOffset now) => kind switch
    {
        OperationKind.Pause => ["A running step finishes and its result is kept. Nothing further is dispatched.", Timers(details, "Timers keep their times; what falls due meanwhile happens on resume.")],
        OperationKind.Resume => [Overdue(details, now), "The instance goes on from where it stands."],
        OperationKind.Retry => [Again(details), "What the failed attempt already did outside may happen twice, unless the step uses its idempotency key."],
        OperationKind.Skip => [$"The instance goes on behind {Stuck(details)} as if it had completed. What it should have done is not done.", "Later steps may miss what it would have put into the state."],
        OperationKind.Rewind => ["The instance goes back to the chosen node and on from there. Its state stays as it is.", "Steps behind that node run again."],
        OperationKind.SendEvent => ["The event is handed to this instance alone, whatever its key. It goes on if a wait takes it."],
        _ => Cancel(details),
    };

    /// <summary>What the button that does it says.</summary>
    public static string Verb(OperationKind kind, WorkflowSummary instance) => $"{OperationRules.Name(kind)} {Thing(kind, instance)}";

    public static string Title(OperationKind kind, WorkflowSummary instance) => kind switch
    {
        OperationKind.SendEvent => $"Send an event to {Name(instance)}",
        OperationKind.Rewind => $"Rewind {Name(instance)}",
        _ => $"{kind} {Name(instance)}",
    };

    /// <summary>The name that people know an instance by.</summary>
    public static string Name(WorkflowSummary instance) =>
        instance.Key is { } key ? $"{Shown.Line(instance.Workflow, 60)} {Shown.Line(key, 60)}" : $"{Shown.Line(instance.Workflow, 60)} {instance.InstanceId}";

    private static string Thing(OperationKind kind, WorkflowSummary instance) =>
        kind == OperationKind.SendEvent ? "" : instance.Key is { } key ? Shown.Line(key, 40) : "this instance";

    private static IReadOnlyList<string> Cancel(WorkflowDetails details)
    {
        var gone = new List<string>();
        if (details.Tokens.Count(token => token.DueAt is not null) is > 0 and var timers)
            gone.Add(Numbers.Of(timers, "timer"));

        if (details.Subscriptions.Count > 0)
            gone.Add(Numbers.Of(details.Subscriptions.Count, "subscription"));

        return
        [
            "The instance ends for good. This cannot be taken back.",
            gone.Count == 0 ? "A running step is told to stop; whatever it returns is ignored." : $"Its {string.Join(" and ", gone)} go. A running step is told to stop; whatever it returns is ignored.",
            "Completed steps are not undone.",
        ];
    }

    private static string Again(WorkflowDetails details) => details.Tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Backoff) is { } pending
        ? $"Attempt {pending.Attempt} of {Shown.Line(pending.Node, 100)} happens now instead of waiting."
        : $"{Stuck(details)} is tried again, with all its attempts before it.";

    private static string Stuck(WorkflowDetails details) => OperationRules.StuckAt(details) is { } node ? Shown.Line(node, 100) : "the node it stands at";

    private static string Timers(WorkflowDetails details, string sentence) =>
        details.Tokens.Any(token => token.DueAt is not null) ? sentence : "It waits for nothing that could be missed meanwhile.";

    private static string Overdue(WorkflowDetails details, DateTimeOffset now) => details.Tokens.Count(token => token.DueAt <= now) is > 0 and var due
        ? $"{Numbers.Of(due, "timer")} fell due while it was paused and will go off at once."
        : "Nothing fell due while it was paused.";
}
