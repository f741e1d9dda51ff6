using Workflows.Contracts;
using Workflows.Dashboard.Services.Nodes;
using Workflows.Dashboard.Services.Operations;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Services.Nodes;

public sealed class NodeTextsTests
{
    [Fact]
    public void Something_is_said_of_every_kind_once() =>
        NodeTexts.All.Select(text => text.Kind.Name).Order().ShouldBe(NodeKinds.All.Select(kind => kind.Name).Order());

    [Fact]
    public void A_kind_that_only_a_newer_release_knows_is_spoken_of_like_a_step()
    {
        var definition = new WorkflowDefinitionView { Name = "Orders", Version = 1, Endpoint = "orders", Nodes = [new WorkflowNodeView { Name = "both", Kind = "Fork" }], Edges = [new WorkflowEdgeView("both", "Ship")] };
        SkipPreview.Of(definition, "both").ShouldBe(["What both should have done is not done. The instance goes on at Ship.", "Later steps may miss what it would have put into the state."]);
        RetryPreview.Of(definition, "both").ShouldBeEmpty();
        RewindPreview.Again(definition.Nodes[0]).ShouldBe("is come to again");
    }

    [Fact]
    public void A_node_that_is_called_End_is_gone_on_to_and_the_mark_of_the_end_is_not()
    {
        var definition = new WorkflowDefinitionView
        {
            Name = "Orders",
            Version = 1,
            Endpoint = "orders",
            Nodes = [new WorkflowNodeView { Name = "pack", Kind = "Step" }, new WorkflowNodeView { Name = "End", Kind = "Step" }, new WorkflowNodeView { Name = "End'", Kind = "End" }],
            Edges = [new WorkflowEdgeView("pack", "End"), new WorkflowEdgeView("End", "End'")],
        };

        new NodeExits(definition, "pack").GoesOn.ShouldBe("The instance goes on at End.");
        new NodeExits(definition, "End").GoesOn.ShouldBe("The instance ends as Completed: nothing is behind it.");
    }
}
