using System.Collections;
using System.Text;
using System.Text.RegularExpressions;

namespace Workflows.Definition;

/// <summary>Finds what is wrong with the declarations of one workflow.</summary>
internal static partial class SyntaxCheck
{
    public const int MaxNameLength = 100;

    public static void Run(WorkflowSyntax syntax)
    {
        CheckIdentity(syntax);
        CheckState(syntax);

        if (syntax.Body.Count == 0)
            syntax.Fault(null, "at least one node", "it declares none");

        foreach (var duplicate in syntax.StartedBy.GroupBy(start => start.EventType).Where(group => group.Count() > 1))
            syntax.Fault(null, "one StartedBy per event type", $"there are {duplicate.Count()} for {duplicate.Key.FullName}");

        foreach (var start in syntax.StartedBy)
            CheckMessageType(syntax, null, start.EventType);

        var names = new HashSet<string>(StringComparer.Ordinal);
        CheckBlock(syntax, syntax.Body, names);
    }

    public static bool IsStateType(Type type) =>
        !type.IsAbstract && type != typeof(object) && (!typeof(IEnumerable).IsAssignableFrom(type) || typeof(IDictionary).IsAssignableFrom(type));

    private static void CheckIdentity(WorkflowSyntax syntax)
    {
        if (!NamePattern().IsMatch(syntax.Identity.Name) || syntax.Identity.Name.Length > MaxNameLength)
            syntax.Fault(null, $"a workflow name of 1 to {MaxNameLength} letters, digits, dots, dashes or underscores", $"it is '{syntax.Identity.Name}'");

        if (syntax.Identity.Version < 1)
            syntax.Fault(null, "a version of at least 1", $"it is {syntax.Identity.Version}");
    }

    private static void CheckState(WorkflowSyntax syntax)
    {
        if (!IsStateType(syntax.StateType))
            syntax.Fault(null, "a concrete class with members of its own as state", $"it is {syntax.StateType}");
    }

    private static void CheckBlock(WorkflowSyntax syntax, List<NodeSyntax> block, HashSet<string> names)
    {
        for (var i = 0; i < block.Count; i++)
        {
            var node = block[i];
            CheckName(syntax, node, names);

            if (i < block.Count - 1 && Ends(node))
                syntax.Fault(block[i + 1].Name, "a node that can be reached", $"it stands behind '{node.Name}', which ends the instance");

            switch (node)
            {
                case DecisionSyntax decision:
                    CheckDecision(syntax, decision, names);
                    break;
                case WaitSyntax wait:
                    CheckWait(syntax, wait, names);
                    break;
            }
        }
    }

    private static void CheckName(WorkflowSyntax syntax, NodeSyntax node, HashSet<string> names)
    {
        if (string.IsNullOrWhiteSpace(node.Name) || node.Name.Length > MaxNameLength || node.Name.EnumerateRunes().Any(rune => Rune.IsControl(rune) || rune == Rune.ReplacementChar))
            syntax.Fault(node.Name, $"a node name of 1 to {MaxNameLength} printable characters", $"it is '{node.Name}'");
        else if (!names.Add(node.Name))
            syntax.Fault(node.Name, "a name of its own for every node", "another node has the same; give one of them a name");
    }

    private static bool Ends(NodeSyntax node) => node switch
    {
        EndSyntax => true,
        DecisionSyntax decision => Ends(decision.Then) && Ends(decision.Else),
        _ => false,
    };

    private static bool Ends(List<NodeSyntax> block) => block.Count > 0 && Ends(block[^1]);

    private static void CheckDecision(WorkflowSyntax syntax, DecisionSyntax decision, HashSet<string> names)
    {
        if (decision.Then.Count == 0 && decision.Else.Count == 0)
            syntax.Fault(decision.Name, "at least one node in one of its branches", "both are empty");

        CheckBlock(syntax, decision.Then, names);
        CheckBlock(syntax, decision.Else, names);
    }

    private static void CheckWait(WorkflowSyntax syntax, WaitSyntax wait, HashSet<string> names)
    {
        if (wait is { Rule: not WaitRule.One, Events.Count: < 2 })
            syntax.Fault(wait.Name, $"at least two events in WaitFor{wait.Rule}", wait.Events.Count == 0 ? "there is none" : "there is one; WaitFor waits for one");

        foreach (var duplicate in wait.Events.GroupBy(awaited => awaited.EventType).Where(group => group.Count() > 1))
            syntax.Fault(wait.Name, "each event type once in a wait: When tells events of one type apart", $"there are {duplicate.Count()} of {duplicate.Key.FullName}");

        foreach (var awaited in wait.Events)
            CheckAwaited(syntax, wait.Name, awaited);

        if (wait.OnTimeout is not null)
            CheckBlock(syntax, wait.OnTimeout, names);
    }

    private static void CheckAwaited(WorkflowSyntax syntax, string wait, AwaitedEventSyntax awaited)
    {
        CheckMessageType(syntax, wait, awaited.EventType);
        if (awaited is { Correlation: not null, SentToInstance: true })
            syntax.Fault(wait, "either CorrelatedBy or SentToInstance", "both are declared");

        if (!awaited.SentToInstance)
            awaited.Correlation ??= ConventionalCorrelation.Of(awaited.EventType);

        if (awaited is { Correlation: null, SentToInstance: false })
            syntax.Fault(wait, "to know which instance an event is for: .CorrelatedBy(e => ..., s => ...) or .SentToInstance()", $"{awaited.EventType.Name} has neither, and no CorrelatedBy<Guid>");
    }

    private static void CheckMessageType(WorkflowSyntax syntax, string? node, Type type)
    {
        if (string.IsNullOrEmpty(type.Namespace))
            syntax.Fault(node, "a message type in a namespace, which is part of its name on the wire", $"{type.Name} has none");
        else if (type.IsArray || type.Namespace == "System")
            syntax.Fault(node, "a message type of your own", $"it is {type.FullName}");
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex NamePattern();
}
