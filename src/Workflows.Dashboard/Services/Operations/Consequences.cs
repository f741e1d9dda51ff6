using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>What comes of an operation, said before it is done.</summary>
internal static class Consequences
{
    public static IReadOnlyList<string> Of(OperationKind kind, WorkflowDetails details, DateTimeOffset now) => OperationTexts.Of(kind).Consequences(details, now);

    /// <summary>What the button that does it says.</summary>
    public static string Verb(OperationKind kind, WorkflowSummary instance) => $"{kind.Title} {Thing(kind, instance)}";

    public static string Title(OperationKind kind, WorkflowSummary instance) => $"{OperationTexts.Of(kind).Heading} {Name(instance)}";

    /// <summary>The name that people know an instance by.</summary>
    public static string Name(WorkflowSummary instance) =>
        instance.Key is { } key ? $"{Shown.Line(instance.Workflow, 60)} {Shown.Line(key, 60)}" : $"{Shown.Line(instance.Workflow, 60)} {instance.InstanceId}";

    private static string Thing(OperationKind kind, WorkflowSummary instance) =>
        kind == OperationKinds.SendEvent ? "" : instance.Key is { } key ? Shown.Line(key, 40) : "this instance";

    public static IReadOnlyList<string> Cancel(WorkflowDetails details)
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

    public static string Again(WorkflowDetails details) => details.Tokens.FirstOrDefault(token => token.State == WorkflowTokenState.Backoff) is { } pending
        ? $"Attempt {pending.Attempt} of {Shown.Line(pending.Node, 100)} happens now instead of waiting."
        : $"{Stuck(details)} is tried again, with all its attempts before it.";

    public static string Stuck(WorkflowDetails details) => OperationRules.StuckAt(details) is { } node ? Shown.Line(node, 100) : "the node it stands at";

    public static string Here(WorkflowDetails details) => details.Summary.CurrentNode is { } node ? Shown.Line(node, 100) : "the place where it stands";

    public static string Timers(WorkflowDetails details, string sentence) =>
        details.Tokens.Any(token => token.DueAt is not null) ? sentence : "It waits for nothing that could be missed meanwhile.";

    public static string Overdue(WorkflowDetails details, DateTimeOffset now) => details.Tokens.Count(token => token.DueAt <= now) is > 0 and var due
        ? $"{Numbers.Of(due, "timer")} fell due while it was paused and will go off at once."
        : "Nothing fell due while it was paused.";
}
