using Workflows.Instances;

namespace Workflows.Operations;

/// <summary>Why a command cannot be obeyed for an instance whose version no running process has.</summary>
internal static class AbandonedText
{
    private const int Most = 10;

    /// <param name="instance">The instance.</param>
    /// <param name="running">The processes that run.</param>
    public static string Of(WorkflowInstance instance, IReadOnlyList<RunningProcess> running) =>
        $"{instance.Workflow} v{instance.Version}, on which the instance runs, is registered in no process that is running, so nobody can do this. {Of(running)} Start a process with the class of that version. To pause and to cancel, any process with workflows will do.";

    private static string Of(IReadOnlyList<RunningProcess> running) => running.Count == 0
        ? "No process with workflows is running."
        : $"Running: {string.Join("; ", running.Take(Most).Select(Of))}{(running.Count > Most ? "; …" : "")}.";

    private static string Of(RunningProcess process) =>
        $"{process.Name} with {string.Join(", ", process.Definitions.Select(definition => $"{definition.Workflow} v{definition.Version}"))}";
}
