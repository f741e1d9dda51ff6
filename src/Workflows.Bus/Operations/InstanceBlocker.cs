using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Kinds;

namespace Workflows.Operations;

/// <summary>
/// Finds why nothing that comes for an instance can move it on. It is judged by the stored definition and by the processes that run, so any process can say it,
/// also one without the class.
/// </summary>
internal static class InstanceBlocker
{
    /// <param name="details">The instance.</param>
    /// <param name="definition">Its definition, as the latest process registered it.</param>
    /// <returns>Null: nothing is in the way.</returns>
    public static string? Of(WorkflowDetails details, WorkflowDefinitionView definition)
    {
        if (details.Status.IsTerminal())
            return null;

        if (definition.IsRegistered == false)
            return $"No running process has {definition.Name} v{definition.Version}: what comes for the instance waits in the queue {definition.Endpoint}. Deploy that version again; or pause or cancel the instance, which any process can do.";

        return details.Tokens.Select(token => OfToken(token, definition)).Concat(details.Subscriptions.Select(known => OfSubscription(known, definition))).FirstOrDefault(why => why is not null);
    }

    private static string? OfToken(WorkflowToken token, WorkflowDefinitionView definition)
    {
        const string Remedy = "The instance stops with an error when something comes for it. Put the node back, or give the changed definition a new version.";
        var (name, node) = ($"{definition.Name} v{definition.Version}", Find(definition, token.Node));
        if (node is null)
            return $"{name} has no node '{token.Node}' any more. {Remedy}";

        return KindOf(token) is { } kind && kind != node.Kind
            ? $"The instance stands at '{token.Node}' as at a {kind.ToLowerInvariant()}, but in {name} that is a {node.Kind.ToLowerInvariant()} now. {Remedy}"
            : null;
    }

    /// <summary>Names of earlier releases are not exact: they are left to the process that has the class.</summary>
    private static string? OfSubscription(WorkflowSubscription known, WorkflowDefinitionView definition) =>
        !MessageName.IsUrn(known.EventType) || Find(definition, known.Wait) is not { } node || node.EventTypes.Any(taken => MessageName.Means(taken, known.EventType))
            ? null
            : $"The instance listens at '{known.Wait}' for the event '{known.EventType}', but in {definition.Name} v{definition.Version} that wait takes no event of the name. Give the class its former name on the bus with [MessageUrn(\"...\")] and [EntityName(\"...\")], or put it back.";

    private static WorkflowNodeView? Find(WorkflowDefinitionView definition, string node) => definition.Nodes.FirstOrDefault(one => one.Name == node);

    /// <returns>Null: it may stand there before a node of any kind.</returns>
    private static string? KindOf(WorkflowToken token) => token.State switch
    {
        WorkflowTokenState.Waiting => NodeKinds.Wait.Name,
        WorkflowTokenState.Sleeping => NodeKinds.Sleep.Name,
        WorkflowTokenState.Dispatched or WorkflowTokenState.Backoff => NodeKinds.Step.Name,
        _ => null,
    };
}
