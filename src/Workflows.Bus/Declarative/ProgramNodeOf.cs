using Workflows.Definition;
using Workflows.Engine;

namespace Workflows.Declarative;

/// <summary>Makes of a node what the engine does at it.</summary>
internal static class ProgramNodeOf
{
    public static ProgramNode Plan(PlanNode node) => node switch
    {
        StepNode step => new ProgramStep(step.Name) { Retry = step.Retry, ErrorRules = step.ErrorRules, Queue = step.Queue, MayContinue = step.MayContinue },
        SleepNode sleep => new ProgramSleep(sleep.Name, sleep.WakeAt),
        WaitNode wait => new ProgramWait(wait.Name, wait.Rule, wait.Events) { Timeout = wait.Timeout, HasTimeoutBranch = wait.HasTimeoutBranch },
        DecisionNode decision => new ProgramChoice(decision.Name, state => decision.Condition(state) ? DecisionNode.ThenExit : DecisionNode.ElseExit),
        EndNode end => new ProgramEnd(end.Name, end.Failure),
        _ => throw new InvalidOperationException($"The engine has no rule for a node of type {node.GetType().Name}."),
    };
}
