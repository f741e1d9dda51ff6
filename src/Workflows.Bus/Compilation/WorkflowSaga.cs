using MassTransit;

namespace Workflows.Compilation;

/// <summary>
/// The saga instance that MassTransit sees: a wrapper of its own type per workflow, for MassTransit registers machines by instance type.
/// What it wraps is the one <see cref="Instances.WorkflowInstance"/>.
/// </summary>
internal sealed class WorkflowSaga<TWorkflow> : SagaStateMachineInstance
    where TWorkflow : Workflow
{
    public Guid CorrelationId { get; set; }

    /// <summary>Name of the node the instance is in, or its status where it is in none.</summary>
    public string? CurrentState { get; set; }

    public SagaSession? Session { get; set; }
}
