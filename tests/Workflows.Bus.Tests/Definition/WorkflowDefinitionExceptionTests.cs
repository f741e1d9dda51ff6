using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class WorkflowDefinitionExceptionTests
{
    private static readonly DefinitionFault _first = new(new WorkflowIdentity("a", 1), "n", "this", "it is that");
    private static readonly DefinitionFault _second = new(new WorkflowIdentity("b", 2), null, "more", "it is less");

    [Fact]
    public void All_faults_of_several_workflows_stand_in_one_message()
    {
        var exception = new WorkflowDefinitionException([_first, _second]);
        exception.Message.ReplaceLineEndings("\n").ShouldBe(
            "The workflows cannot run: 2 faults.\n- a v1, node 'n': expected this, but it is that.\n- b v2: expected more, but it is less.");
        exception.Faults.Count.ShouldBe(2);
    }

    [Fact]
    public void One_fault_is_not_several() =>
        new WorkflowDefinitionException([_first]).Message.ShouldStartWith("The workflows cannot run: 1 fault.");

    [Fact]
    public void Faults_of_several_workflows_are_collected_in_one_go()
    {
        var faults = new List<DefinitionFault>();
        PlanCompiler.Compile(new InlineWorkflow<Order>(_ => { }).Describe(), faults).ShouldBeNull();
        PlanCompiler.Compile(new InlineWorkflow<string>(flow => flow.Finish()).Describe(), faults).ShouldBeNull();
        PlanCompiler.Compile(new InlineWorkflow<Order>(flow => flow.Finish()).Describe(), faults).ShouldNotBeNull();
        faults.Count.ShouldBe(2);
    }
}
