using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Compilation;

/// <summary>One pass of a message through the state machine: the instance as it was read, how to decide, and what was decided.</summary>
internal sealed class SagaSession(Guid instanceId, WorkflowInstance? instance, Func<WorkflowInstance?, Decision?> decide)
{
    public Guid InstanceId { get; } = instanceId;

    /// <summary>Null: there is none yet.</summary>
    public WorkflowInstance? Before { get; } = instance;

    public WorkflowInstance? After => Decision is Changed changed ? changed.Transition.Instance : Before;

    public Decision? Decision { get; private set; }

    /// <summary>Asks the engine. Called by the one activity of the state machine.</summary>
    public void Decide() => Decision = decide(Before);
}
