using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>One pass of a message through the state machine: the instance as it was read, how to decide, and what was decided.</summary>
internal sealed class SagaSession(Guid instanceId, WorkflowInstance? instance, Func<WorkflowInstance?, Decision?> decide)
{
    public Guid InstanceId { get; } = instanceId;

    public string? StateBefore { get; } = instance is null ? null : StateNames.Of(instance);

    public string? StateAfter { get; private set; }

    public Decision? Decision { get; private set; }

    /// <summary>Asks the engine. Called by the one activity of the state machine.</summary>
    public void Decide()
    {
        Decision = decide(instance);
        StateAfter = Decision is Changed changed ? StateNames.Of(changed.Transition.Instance) : StateBefore;
    }
}
