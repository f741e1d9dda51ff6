using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;

namespace Workflows.Dashboard.Services.Instance;

/// <summary>Says of an instance that nothing can move it: no running process has its version, or its node is not in the definition any more.</summary>
internal static class DefinitionGap
{
    /// <param name="cause">Why it is where it is, beside that.</param>
    /// <param name="details">The instance.</param>
    /// <param name="definition">Its definition; null: not known.</param>
    public static Cause? In(Cause? cause, WorkflowDetails details, WorkflowDefinitionView? definition)
    {
        if (definition is null || details.Summary.Status.IsTerminal() || Of(details, definition) is not { } fact)
            return cause;

        return cause is null
            ? new Cause { Tone = CauseTone.Late, Title = "Nothing can move it", Facts = [fact] }
            : cause with { Tone = cause.Tone == CauseTone.Waiting ? CauseTone.Late : cause.Tone, Facts = [fact, .. cause.Facts] };
    }

    private static string? Of(WorkflowDetails details, WorkflowDefinitionView definition)
    {
        var name = $"{Shown.Line(definition.Name, 100)} v{definition.Version}";
        if (definition.IsRegistered == false)
            return $"{name} is registered in no process that is running: nothing moves the instance, and what comes for it waits in the queue {Shown.Line(definition.Endpoint, 100)}. It can be paused and canceled all the same.";

        return details.Tokens.FirstOrDefault(token => definition.Nodes.All(node => node.Name != token.Node)) is { } token
            ? $"{name} has no node {Shown.Line(token.Node, 100)} any more: the instance stops with an error when something comes for it."
            : null;
    }
}
