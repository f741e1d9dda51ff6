using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Operations;

/// <summary>Which operations an instance allows as it stands: its details say so. The engine has the last word; this spares people a refusal.</summary>
internal static class OperationRules
{
    /// <returns>In the order in which they are offered.</returns>
    public static IReadOnlyList<OperationKind> Possible(WorkflowDetails details) =>
        [.. OperationTexts.All.Select(text => text.Kind).Where(kind => ChoiceOf(kind, details) is { IsPossible: true })];

    /// <returns>A sentence; null: it makes sense.</returns>
    public static string? WhyNot(OperationKind kind, WorkflowDetails details) => ChoiceOf(kind, details) is { } choice
        ? choice.WhyNot
        : $"{kind.Title} is not known to the process that answers for the instance.";

    /// <summary>What a button says.</summary>
    public static string Label(OperationKind kind, WorkflowDetails details)
    {
        var text = OperationTexts.Of(kind);
        return text.WorksOnStuck && StuckAt(details) is { } node ? $"{kind.Title} {Shown.Line(node, 40)}…" : $"{text.Label ?? kind.Title}…";
    }

    /// <summary>The node that an operation on what is stuck works on.</summary>
    public static string? StuckAt(WorkflowDetails details) =>
        details.Tokens.FirstOrDefault(token => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff)?.Node;

    /// <summary>All places that an operation on what is stuck works on, the most urgent first.</summary>
    public static IReadOnlyList<string> StuckPlaces(WorkflowDetails details) =>
        [.. details.Tokens.Where(token => token.State is WorkflowTokenState.Faulted or WorkflowTokenState.Backoff).Select(token => token.Place)];

    /// <summary>The node that somebody has in mind who decides for the operation; null: it makes no difference.</summary>
    public static string? About(OperationKind kind, WorkflowDetails details) =>
        OperationTexts.Of(kind).IsAboutPlace ? StuckAt(details) ?? details.Summary.CurrentNode : null;

    private static WorkflowOperationChoice? ChoiceOf(OperationKind kind, WorkflowDetails details) => details.Operations.FirstOrDefault(choice => choice.Operation == kind.Name);
}
