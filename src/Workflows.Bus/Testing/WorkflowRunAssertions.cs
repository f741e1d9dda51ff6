using Workflows.Contracts;
using Workflows.Definition;
using Workflows.Engine;
using Workflows.Instances;

namespace Workflows.Testing;

/// <summary>What a test expects of an instance. What does not hold comes as a <see cref="WorkflowAssertionException"/> with the journal.</summary>
public static class WorkflowRunAssertions
{
    /// <summary>It has this status.</summary>
    public static WorkflowRun ShouldBe(this WorkflowRun run, WorkflowStatus status)
    {
        ArgumentNullException.ThrowIfNull(run);
        return Check(run, run.Status == status, $"to be {status}");
    }

    /// <summary>It stands at this node.</summary>
    public static WorkflowRun ShouldBeAt(this WorkflowRun run, string node)
    {
        ArgumentNullException.ThrowIfNull(run);
        CheckName(run, node);
        return Check(run, run.Details.Tokens.Any(token => token.Node == node), $"to stand at '{node}'");
    }

    /// <summary>It rests at a wait for an event of this type.</summary>
    public static WorkflowRun ShouldBeWaitingFor<TEvent>(this WorkflowRun run)
        where TEvent : class
    {
        ArgumentNullException.ThrowIfNull(run);
        PlanOf(run);
        return Check(run, run.Source.AwaitedBy(run.Details).Any(awaited => awaited.EventType == typeof(TEvent)), $"to be waiting for {typeof(TEvent).Name}");
    }

    /// <summary>The step completed.</summary>
    /// <param name="run">The instance.</param>
    /// <param name="times">How often. Default: at least once.</param>
    public static WorkflowRun ShouldHaveExecuted<TStep>(this WorkflowRun run, int? times = null)
        where TStep : class => Executed(run, NodesOf(run, typeof(TStep)), times);

    /// <summary>The step completed.</summary>
    /// <param name="run">The instance.</param>
    /// <param name="step">Name of its node.</param>
    /// <param name="times">How often. Default: at least once.</param>
    public static WorkflowRun ShouldHaveExecuted(this WorkflowRun run, string step, int? times = null) => Executed(run, [CheckName(run, step)], times);

    /// <summary>The step never completed.</summary>
    public static WorkflowRun ShouldNotHaveExecuted<TStep>(this WorkflowRun run)
        where TStep : class => Executed(run, NodesOf(run, typeof(TStep)), 0);

    /// <summary>The step never completed.</summary>
    public static WorkflowRun ShouldNotHaveExecuted(this WorkflowRun run, string step) => Executed(run, [CheckName(run, step)], 0);

    /// <summary>The step was skipped: by itself, by its error policy or by an operator.</summary>
    public static WorkflowRun ShouldHaveSkipped<TStep>(this WorkflowRun run)
        where TStep : class => Skipped(run, NodesOf(run, typeof(TStep)));

    /// <summary>The step was skipped: by itself, by its error policy or by an operator.</summary>
    public static WorkflowRun ShouldHaveSkipped(this WorkflowRun run, string step) => Skipped(run, [CheckName(run, step)]);

    /// <summary>Attempts of the step failed.</summary>
    /// <param name="run">The instance.</param>
    /// <param name="attempts">How many. Default: at least one.</param>
    public static WorkflowRun ShouldHaveFailed<TStep>(this WorkflowRun run, int? attempts = null)
        where TStep : class => Failed(run, NodesOf(run, typeof(TStep)), attempts);

    /// <summary>Attempts of the step failed.</summary>
    /// <param name="run">The instance.</param>
    /// <param name="step">Name of its node.</param>
    /// <param name="attempts">How many. Default: at least one.</param>
    public static WorkflowRun ShouldHaveFailed(this WorkflowRun run, string step, int? attempts = null) => Failed(run, [CheckName(run, step)], attempts);

    private static WorkflowRun Executed(WorkflowRun run, string[] nodes, int? times)
    {
        var count = Count(run, nodes, EntryKind.StepCompleted);
        return Check(run, times is null ? count > 0 : count == times, $"to have executed {Names(nodes)}{Times(times)}, which it did{(count == 0 ? " not" : Times(count))}");
    }

    private static WorkflowRun Skipped(WorkflowRun run, string[] nodes) =>
        Check(run, Count(run, nodes, EntryKind.StepSkipped) > 0, $"to have skipped {Names(nodes)}");

    private static WorkflowRun Failed(WorkflowRun run, string[] nodes, int? attempts)
    {
        var count = Count(run, nodes, EntryKind.StepFailed);
        return Check(run, attempts is null ? count > 0 : count == attempts, $"to have failed{Times(attempts)} at {Names(nodes)}, which it did{(count == 0 ? " not" : Times(count))}");
    }

    private static int Count(WorkflowRun run, string[] nodes, EntryKind kind) =>
        run.Journal.Count(entry => entry.Kind == kind.ToString() && nodes.Contains(entry.Node));

    private static WorkflowRun Check(WorkflowRun run, bool holds, string expectation) =>
        holds ? run : throw new WorkflowAssertionException($"Expected the instance {expectation}. {run}");

    private static WorkflowPlan PlanOf(WorkflowRun run) =>
        run.Source.PlanOf(run.Details) ?? throw new WorkflowAssertionException($"The definition of the instance is not registered. {run}");

    private static string CheckName(WorkflowRun run, string node)
    {
        ArgumentNullException.ThrowIfNull(run);
        var plan = PlanOf(run);
        return plan.Find(node) is not null
            ? node
            : throw new ArgumentException($"{plan.Identity} has no node '{node}'.{Nearest.Sentence(node, plan.NodesByName.Keys)}", nameof(node));
    }

    private static string[] NodesOf(WorkflowRun run, Type stepType)
    {
        ArgumentNullException.ThrowIfNull(run);
        var plan = PlanOf(run);
        var nodes = plan.Steps.Where(step => step.Code.StepType == stepType).Select(step => step.Name).ToArray();
        return nodes.Length > 0
            ? nodes
            : throw new ArgumentException($"{plan.Identity} has no step of class {stepType.Name}.{Nearest.Sentence(stepType.Name, plan.Steps.Select(step => step.Code.StepType?.Name).OfType<string>())}", nameof(stepType));
    }

    private static string Names(string[] nodes) => $"'{string.Join("' or '", nodes)}'";

    private static string Times(int? times) => times switch
    {
        null => "",
        1 => " once",
        _ => $" {times} times",
    };
}
