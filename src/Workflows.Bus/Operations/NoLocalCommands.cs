using Workflows.Contracts;
using Workflows.Runtime;

namespace Workflows.Operations;

/// <summary>Of a process that only watches: what no other process can be asked to obey is refused.</summary>
internal sealed class NoLocalCommands(WorkflowRegistry registry) : ILocalCommands
{
    public bool CanObey => false;

    public Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken) =>
        throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, registry.UnknownSentence(workflow));

    public Task<WorkflowStartAccepted> StartAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken) =>
        throw new WorkflowRefusedException(WorkflowRefusal.UnknownWorkflow, registry.UnknownSentence(command.Workflow ?? ""));

    public Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken) =>
        throw new WorkflowRefusedException(
            WorkflowRefusal.UnknownWorkflow,
            $"No process has registered the workflow of instance {command.InstanceId}, so none can be asked. Start a process that has it.",
            command.InstanceId);
}
