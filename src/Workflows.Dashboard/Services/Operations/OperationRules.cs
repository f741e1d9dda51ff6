using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Which operations make sense for an instance as it stands. The engine has the last word; this spares people a refusal.</summary>
internal static class OperationRules
{
    public static IReadOnlyList<OperationKind> Possible(WorkflowDetails details) =>
        [.. Enum.GetValues<OperationKind>().Where(kind => WhyNot(kind, details) is null)];

    /// <returns>A sentence; null: it makes sense.</returns>
    public static string? WhyNot(OperationKind kind, WorkflowDetails details)
    {
        var status = details.Summary.Status;
        if (status.IsTerminal())
            return $"The instance is {status}: it has ended, and nothing can change it.";

        return IsPossible(kind, details) ? null : $"{Name(kind)} is not possible while the instance is {status}. {Allowed(details)}";
    }

    public static string Name(OperationKind kind) => kind == OperationKind.SendEvent ? "Send event" : kind.ToString();

    /// <summary>The form that stands in addresses.</summary>
    public static string Slug(OperationKind kind) => kind == OperationKind.SendEvent ? "send-event" : kind.ToString().ToLowerInvariant();

    public static OperationKind? FromSlug(string? slug) =>
        Enum.GetValues<OperationKind>().Where(kind => Slug(kind) == slug).Select(kind => (OperationKind?)kind).FirstOrDefault();

    /// <summary>What a button says.</summary>
    public static string Label(OperationKind kind, WorkflowDetails details) => kind switch
    {
        OperationKind.Retry or OperationKind.Skip when StuckAt(details) is { } node => $"{kind} {Shown.Line(node, 40)}…",
        OperationKind.SendEvent => "Send event…",
        OperationKind.Rewind => "Rewind to step…",
        _ => $"{kind}…",
    };

    /// <summary>The node that an operation on what is stuck works on.</summary>
    public static string? StuckAt(WorkflowDetails details) =>
        details.Tokens.FirstOrDefault(token => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff)?.Node;

    /// <summary>The node that somebody has in mind who decides for the operation; null: it makes no difference.</summary>
    public static string? About(OperationKind kind, WorkflowDetails details) =>
        kind is OperationKind.Retry or OperationKind.Skip or OperationKind.Rewind ? StuckAt(details) ?? details.Summary.CurrentNode : null;

    private static bool IsPossible(OperationKind kind, WorkflowDetails details)
    {
        var status = details.Summary.Status;
        return kind switch
        {
            OperationKind.Pause => status is WorkflowStatus.Pending or WorkflowStatus.Running or WorkflowStatus.Waiting,
            OperationKind.Resume => status is WorkflowStatus.Paused,
            OperationKind.Retry or OperationKind.Skip => status is WorkflowStatus.Faulted || (status is not WorkflowStatus.Paused && StuckAt(details) is not null),
            OperationKind.Rewind => status is WorkflowStatus.Faulted or WorkflowStatus.Paused,
            OperationKind.SendEvent => details.Subscriptions.Count > 0 || details.Tokens.Any(token => token.State == WorkflowTokenState.Waiting),
            _ => true,
        };
    }

    private static string Allowed(WorkflowDetails details) =>
        $"Possible: {string.Join(", ", Enum.GetValues<OperationKind>().Where(kind => IsPossible(kind, details)).Select(kind => Name(kind).ToLowerInvariant()))}.";
}
