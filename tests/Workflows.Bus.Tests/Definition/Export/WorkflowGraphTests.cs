using System.Text.Json;
using Workflows.Contracts;
using Workflows.Definition.Export;

namespace Workflows.Tests.Definition.Export;

public class WorkflowGraphTests
{
    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void A_definition_is_drawn_as_Mermaid() => Approved.Check("Shop.mermaid", WorkflowGraph.Mermaid<ShopWorkflow>());

    [Fact]
    public void A_definition_is_drawn_as_DOT() => Approved.Check("Shop.dot", WorkflowGraph.Dot<ShopWorkflow>());

    [Fact]
    public void A_definition_is_shown_as_nodes_and_edges() =>
        Approved.Check("Shop.view", JsonSerializer.Serialize(ViewOf(new ShopWorkflow()), _indented));

    [Fact]
    public void The_view_gives_the_same_text_as_the_class()
    {
        WorkflowGraph.Mermaid(ViewOf(new ShopWorkflow())).ShouldBe(WorkflowGraph.Mermaid<ShopWorkflow>());
        WorkflowGraph.Dot(ViewOf(new ShopWorkflow())).ShouldBe(WorkflowGraph.Dot<ShopWorkflow>());
    }

    [Fact]
    public void A_workflow_that_always_ends_in_a_node_of_its_own_has_no_other_end() =>
        ViewOf(new InlineWorkflow<Order>(flow => flow.Finish())).Nodes.Select(node => node.Kind).ShouldBe(["Start", "Finish"]);

    [Fact]
    public void Every_edge_joins_two_nodes_of_the_view()
    {
        var view = ViewOf(new ShopWorkflow());
        var names = view.Nodes.Select(node => node.Name).ToArray();
        names.ShouldBeUnique();
        view.Edges.SelectMany(edge => new[] { edge.From, edge.To }).ShouldAllBe(name => names.Contains(name));
    }

    [Fact]
    public void An_edge_to_a_node_that_is_not_there_is_left_out()
    {
        var view = new WorkflowDefinitionView
        {
            Name = "order",
            Version = 1,
            Endpoint = "order",
            Nodes = [new WorkflowNodeView { Name = "a", Kind = "Step" }],
            Edges = [new WorkflowEdgeView("a", "b"), new WorkflowEdgeView("a", "a", "again")],
        };
        WorkflowGraph.Mermaid(view).ShouldBe("flowchart TD\n    n0[\"a\"]\n    n0 -->|\"again\"| n0\n");
        WorkflowGraph.Dot(view).ShouldBe("digraph \"order v1\" {\n    rankdir=TB;\n    n0 [shape=box, label=\"a\"];\n    n0 -> n0 [label=\"again\"];\n}\n");
    }

    [Fact]
    public void A_wrong_definition_cannot_be_drawn() =>
        Should.Throw<WorkflowDefinitionException>(() => WorkflowGraph.Mermaid(new InlineWorkflow<Order>(_ => { }))).Faults
            .ShouldBe(["order v3: expected at least one node, but it declares none."]);

    private static WorkflowDefinitionView ViewOf(Workflow workflow) => DefinitionViewOf.Plan(Plans.Of(workflow), "shop");
}
