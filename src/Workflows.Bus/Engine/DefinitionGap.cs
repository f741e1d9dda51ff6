using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Engine;

/// <summary>
/// An instance whose definition, or whose node, this process does not know, or knows as something else. It stops with a sentence saying so, until a process
/// is there that knows it; it never goes on by guessing.
/// </summary>
internal static class DefinitionGap
{
    /// <summary>Stands as the type of the error of the instance.</summary>
    public const string ErrorType = "Workflows.DefinitionMissing";

    private const string Remedy = "Give a changed definition a new version; put the node back and retry, rewind the instance to a node that it has passed, or cancel it.";

    /// <returns>What is missing; null: nothing.</returns>
    public static string? Of(ICourse? course, WorkflowInstance instance)
    {
        if (course is null)
            return $"{instance.Workflow} v{instance.Version} is not registered in this process, but the instance runs on it. Register that version again, and the instance goes on; or cancel it.";

        foreach (var token in instance.Execution.Tokens)
        {
            if (course.Find(token.Scope, token.Node) is not { } node)
                return $"{course.Terms.Identity} has no node '{token.Node}' any more, but the instance stands there. {Remedy}";

            if (MisfitOf(token, node, instance.Execution) is { } misfit)
                return $"{course.Terms.Identity}, node '{token.Node}': {misfit} {Remedy}";
        }

        return null;
    }

    /// <returns>Why a branch cannot stand at the node as it does; null: it can.</returns>
    private static string? MisfitOf(Token token, ProgramNode node, Execution execution) => token switch
    {
        // It stands before its beginning, or before a node that it has not entered.
        { State: WorkflowTokenState.Scheduled } or { State: WorkflowTokenState.Held, Attempt: 0 } => null,
        { Attempt: > 0 } => node is ProgramStep ? null : OtherKind("a step", node),
        { State: WorkflowTokenState.Sleeping } => node is ProgramSleep ? null : OtherKind("a sleep", node),
        { State: WorkflowTokenState.Waiting } => node is ProgramWait wait ? OtherEvents(token, wait, execution) : OtherKind("a wait", node),
        { State: WorkflowTokenState.Faulted } => node is ProgramStep ? OtherKind("another kind of node", node) : null,
        _ => null,
    };

    private static string OtherKind(string before, ProgramNode node) =>
        $"the instance stands there as at {before}, but under that name there is a {node.Kind.Name.ToLowerInvariant()} now.";

    /// <summary>An event more is no hindrance; one less would never be taken. A name of an earlier release may be of a class that was called otherwise.</summary>
    private static string? OtherEvents(Token token, ProgramWait wait, Execution execution)
    {
        var known = execution.Subscriptions.Where(subscription => subscription.Wait == wait.Name).Select(subscription => subscription.EventType);
        var gone = known.Concat(token.EventTypes).Concat(token.Received).Distinct().Where(name => MessageName.IsUrn(name) && wait.Events.Find(name) is null).ToArray();
        return gone.Length == 0
            ? null
            : $"the instance waits there for {string.Join(", ", gone)}, but the wait is for {string.Join(", ", wait.Events.Select(awaited => awaited.EventName))} now.";
    }
}
