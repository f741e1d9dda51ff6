using Workflows.Contracts;

namespace Workflows.Dashboard.Services.Waits;

/// <summary>Says what a timer does when it goes off, from where its instance stands.</summary>
internal static class TimerEffect
{
    public static string Of(WorkflowTimer timer, WorkflowDefinitionView? definition) => (timer.Status, KindOf(timer, definition)) switch
    {
        (WorkflowStatus.Paused, _) => "held until the instance is resumed",
        (WorkflowStatus.Pending, _) => "starts the instance",
        (_, "Sleep") => "wakes it",
        (_, "Wait") => "gives up waiting",
        (_, "Step") when timer.Attempt > 1 => $"makes attempt {timer.Attempt}",
        (_, "Step") => "limits the instance",
        _ => "moves the instance on",
    };

    private static string? KindOf(WorkflowTimer timer, WorkflowDefinitionView? definition) =>
        definition?.Nodes.FirstOrDefault(node => node.Name == timer.Node)?.Kind;
}
