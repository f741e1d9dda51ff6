using Workflows.Contracts;

namespace Workflows.Operations;

/// <summary>Obeys commands in this process. What it refuses it throws as a <see cref="WorkflowRefusedException"/>.</summary>
internal interface ILocalCommands
{
    /// <summary>Whether the process works on instances at all.</summary>
    bool CanObey { get; }

    Task<WorkflowStartAccepted> StartAsync(string workflow, object state, StartOptions options, CancellationToken cancellationToken);

    /// <summary>A start that came as a message: delivered again if the process dies.</summary>
    Task<WorkflowStartAccepted> StartAsync(StartWorkflow command, Guid messageId, bool redelivered, CancellationToken cancellationToken);

    /// <param name="command">The command.</param>
    /// <param name="commandId">The instance obeys it once.</param>
    /// <param name="redelivered">It came before, to a process that may have died before it could send what follows.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    Task<WorkflowOperationAccepted> RunAsync(IWorkflowOperation command, Guid commandId, bool redelivered, CancellationToken cancellationToken);
}
