using Workflows.Contracts;
using Workflows.Dashboard.Services.Text;
using Workflows.Dashboard.Services.Timelines;
using Workflows.Kinds;

namespace Workflows.Dashboard.Services.Nodes;

/// <summary>What the dashboard says of each kind of node.</summary>
internal static class NodeTexts
{
    public const string NotReached = "not reached";

    public static IReadOnlyList<NodeText> All { get; } =
    [
        new NodeText
        {
            Kind = NodeKinds.Start,
            Idle = node => node.Label is null ? null : $"by {Shown.TypeName(node.Label)}",
            Ahead = _ => null,
        },
        new NodeText
        {
            Kind = NodeKinds.Step,
            Again = "runs again, with its effects outside",
            Ahead = _ => NotReached,
        },
        new NodeText
        {
            Kind = NodeKinds.Sleep,
            Retry = name => [$"{name} sleeps again, until the time that the state gives now."],
            Again = "sleeps again",
            Skip = exits => [$"{exits.Name} is left as if it had been slept. {exits.GoesOn}"],
            Passed = Waited,
        },
        new NodeText
        {
            Kind = NodeKinds.Wait,
            Retry = name => [$"{name} waits again, and its time limit begins anew. An event that it has received there is not waited for again."],
            Again = "waits again, for another event: one that was taken is not taken twice",
            Skip = exits =>
            [
                $"{exits.Name} is left without its event, and what the event would have put into the state is missing. {exits.GoesOn}",
                .. exits.HasTimeout ? ["Its way for a timeout is left out too."] : Array.Empty<string>(),
            ],
            Passed = Waited,
        },
        new NodeText
        {
            Kind = NodeKinds.Decision,
            Retry = name => [$"{name} is decided again, by the state as it is now."],
            Again = "decides again, by the state as it is now",
            Skip = exits =>
            [
                $"{exits.Name} is not decided: the instance goes neither way, but on behind both{(exits.Behind is { } behind ? $", at {behind}" : ", to its end as Completed")}.",
                exits.Between is { Count: > 0 } left ? $"Left out: {string.Join(", ", left)}." : "Nothing stands in its ways.",
            ],
            Passed = _ => "decided",
        },
        new NodeText
        {
            Kind = NodeKinds.Finish,
            Retry = name => [$"{name} is come to again: the instance ends as Completed."],
            Skip = exits => [$"The instance ends as Completed: nothing is behind {exits.Name}."],
        },
        new NodeText
        {
            Kind = NodeKinds.Fail,
            Retry = name => [$"{name} is come to again: the instance ends as Failed, with the reason that the state gives now."],
            Skip = exits => [$"The instance does not fail at {exits.Name}: it ends as Completed, for nothing is behind it."],
        },
        new NodeText
        {
            Kind = NodeKinds.End,
            Idle = _ => null,
            Ahead = _ => null,
        },
    ];

    public static NodeText Of(WorkflowNodeView node) => All.FirstOrDefault(text => text.Kind.Name == node.Kind) ?? new NodeText { Kind = NodeKinds.Of(node) };

    private static string Waited(Lane lane) => $"waited {Ages.Of(lane.Waited)}";
}
