using Workflows.Definition;

namespace Workflows.Tests;

/// <summary>Compiles what a test declares.</summary>
internal static class Plans
{
    public static WorkflowPlan Of(Action<IWorkflowBuilder<Order>> define) => Of<Order>(define);

    public static WorkflowPlan Of<TState>(Action<IWorkflowBuilder<TState>> define)
        where TState : class => Of(new InlineWorkflow<TState>(define));

    public static WorkflowPlan Of(Workflow workflow)
    {
        var faults = new List<DefinitionFault>();
        var plan = PlanCompiler.Compile(workflow.Describe(), faults);
        faults.ShouldBeEmpty();
        return plan.ShouldNotBeNull();
    }

    public static IReadOnlyList<string> FaultsOf(Action<IWorkflowBuilder<Order>> define) =>
        FaultsOf(new InlineWorkflow<Order>(define));

    public static IReadOnlyList<string> FaultsOf(Workflow workflow)
    {
        var faults = new List<DefinitionFault>();
        var plan = PlanCompiler.Compile(workflow.Describe(), faults);
        (plan is null).ShouldBe(faults.Count > 0);
        return [.. faults.Select(fault => fault.ToString())];
    }
}
