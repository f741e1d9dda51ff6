using Workflows.Contracts;

namespace Workflows.Engine;

/// <summary>Says which operations a status allows.</summary>
internal static class AllowedOperations
{
    public static string Sentence(string operation, WorkflowStatus status) =>
        $"{operation} is not possible while the instance is {status}. {For(status)}";

    public static string For(WorkflowStatus status) => status switch
    {
        WorkflowStatus.Pending => "Possible: pause, cancel.",
        WorkflowStatus.Running => "Possible: pause, cancel; retry and skip while a retry is pending.",
        WorkflowStatus.Waiting => "Possible: pause, cancel, sending it an event.",
        WorkflowStatus.Paused => "Possible: resume, rewind, cancel.",
        WorkflowStatus.Faulted => "Possible: retry, skip, rewind, cancel.",
        WorkflowStatus.Compensating => "Possible: cancel.",
        _ => "It has ended: nothing can change it.",
    };
}
