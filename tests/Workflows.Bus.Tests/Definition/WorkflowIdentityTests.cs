using Workflows.Definition;

namespace Workflows.Tests.Definition;

public class WorkflowIdentityTests
{
    private abstract class Recipe : Workflow<Order>
    {
        protected override void Define(IWorkflowBuilder<Order> flow) => flow.Finish();
    }

    private sealed class PlainWorkflow : Recipe;

    private sealed class Plain : Recipe;

    [Workflow("shop.order-2_x", Version = 7)]
    private sealed class NamedWorkflow : Recipe;

    [Workflow(Version = 2)]
    private sealed class VersionedWorkflow : Recipe;

    [Workflow("has space")]
    private sealed class SpacedWorkflow : Recipe;

    [Workflow("ends in a line\n")]
    private sealed class LineWorkflow : Recipe;

    [Workflow("line\n")]
    private sealed class TrailingLineWorkflow : Recipe;

    [Workflow("")]
    private sealed class EmptyWorkflow : Recipe;

    [Workflow("old", Version = 0)]
    private sealed class OldWorkflow : Recipe;

    [Theory]
    [InlineData(typeof(PlainWorkflow), "Plain v1")]
    [InlineData(typeof(Plain), "Plain v1")]
    [InlineData(typeof(NamedWorkflow), "shop.order-2_x v7")]
    [InlineData(typeof(VersionedWorkflow), "Versioned v2")]
    public void Name_and_version_come_from_the_attribute_or_the_class(Type type, string identity) =>
        WorkflowIdentity.Of(type).ToString().ShouldBe(identity);

    [Theory]
    [InlineData(typeof(SpacedWorkflow))]
    [InlineData(typeof(LineWorkflow))]
    [InlineData(typeof(TrailingLineWorkflow))]
    [InlineData(typeof(EmptyWorkflow))]
    public void A_name_that_cannot_stand_in_an_address_is_refused(Type type) =>
        Plans.FaultsOf((Workflow)Activator.CreateInstance(type)!).ShouldHaveSingleItem()
            .ShouldContain("expected a workflow name of 1 to 100 letters, digits, dots, dashes or underscores, but it is '");

    [Fact]
    public void A_version_below_one_is_refused() =>
        Plans.FaultsOf(new OldWorkflow()).ShouldBe(["old v0: expected a version of at least 1, but it is 0."]);

    [Fact]
    public void A_workflow_says_its_identity_in_every_fault() =>
        Plans.FaultsOf(new InlineWorkflow<Order>(_ => { })).ShouldAllBe(fault => fault.StartsWith("order v3"));
}
