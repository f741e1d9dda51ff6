using Workflows.Contracts;

namespace Workflows;

/// <summary>How an instance ended, or that it has not ended yet, with its state as its class.</summary>
/// <typeparam name="TState">State class of the workflow.</typeparam>
/// <param name="InstanceId">The instance.</param>
/// <param name="Status">Its status.</param>
/// <param name="State">Its state.</param>
/// <param name="Error">Its last error.</param>
public sealed record WorkflowResult<TState>(Guid InstanceId, WorkflowStatus Status, TState State, WorkflowError? Error)
    where TState : class;
