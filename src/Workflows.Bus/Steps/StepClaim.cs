using Workflows.Definition;
using Workflows.Instances;

namespace Workflows.Steps;

/// <summary>An attempt that this worker may run now.</summary>
internal sealed record StepClaim(WorkflowPlan Plan, StepNode Step, WorkflowInstance Instance, Token Token)
{
    public RunningKey Key => new(Instance.Id, Token.Id, Token.Attempt);

    /// <summary>Its message came again, or may be out twice: another worker may be at it. Its start is recorded before it runs.</summary>
    public bool MayRunElsewhere { get; init; }
}
