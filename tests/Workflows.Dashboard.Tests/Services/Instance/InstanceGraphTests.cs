using Workflows.Contracts;
using Workflows.Dashboard.Services.Graphs;
using Workflows.Dashboard.Services.Instance;
using Workflows.Dashboard.Services.Timelines;
using Workflows.Dashboard.Tests.Fakes;
using Workflows.Kinds;

namespace Workflows.Dashboard.Tests.Services.Instance;

public sealed class InstanceGraphTests
{
    private static readonly DateTimeOffset _at = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private static readonly WorkflowDefinitionView _orders = FakeDefinitions.All.Single(known => known is { Name: "OrderFulfilment", Version: 4 });

    [Fact]
    public void Of_a_decision_only_the_way_that_was_chosen_is_taken_though_both_ends_were_come_to()
    {
        var instance = New().Start("ValidateOrder").Completes(default, default).Open("ReserveStock").Completes(default, default).Chooses("large-order", "then")
            .Open("approval", WorkflowTokenState.Waiting, TimeSpan.FromDays(2), "E").Ends("EventReceived", default).Open("CapturePayment");
        Taken(instance).ShouldBe(["Start > ValidateOrder", "ValidateOrder > ReserveStock", "ReserveStock > large-order", "large-order > approval", "approval > CapturePayment"]);
    }

    [Fact]
    public void The_way_to_the_end_is_taken_by_what_has_completed()
    {
        var instance = New().Start("CreateShipment").Completes(default, default).Open("NotifyCustomer").Completes(default, default).Finishes(WorkflowStatus.Completed);
        Taken(instance).ShouldContain("NotifyCustomer > End");
        Graph(instance).Nodes.Single(node => node.Name == "End").Tone.ShouldBe(NodeTone.Ok);
    }

    [Fact]
    public void An_end_that_the_definition_chose_is_drawn_as_come_to()
    {
        var instance = New().Start("approval", WorkflowTokenState.Waiting, TimeSpan.FromDays(2), "E").Ends("WaitTimedOut", default).Open("EscalateApproval").Completes(default, default).Finishes(WorkflowStatus.Failed);
        Taken(instance).ShouldBe(["approval > EscalateApproval", "EscalateApproval > rejected"], ignoreOrder: true);
        Graph(instance).Nodes.Single(node => node.Name == "rejected").Tone.ShouldBe(NodeTone.Failed);
        Graph(instance).Nodes.Single(node => node.Name == "End").Tone.ShouldBe(NodeTone.None);
    }

    [Fact]
    public void A_held_node_says_how_long_it_is_held()
    {
        var instance = New().Start("approval", WorkflowTokenState.Waiting, TimeSpan.FromDays(2), "E");
        instance.Now = _at.AddMinutes(10);
        FakeEffects.Run(OperationKinds.Pause, instance);
        Graph(instance, _at.AddMinutes(45)).Nodes.Single(node => node.Name == "approval").Note.ShouldBe("held for 35 m");
    }

    [Fact]
    public void A_node_that_is_called_Start_is_taken_only_when_it_was_come_to_and_the_mark_of_the_beginning_at_once()
    {
        var definition = _orders with
        {
            Nodes = [new WorkflowNodeView { Name = "Start'", Kind = "Start" }, new WorkflowNodeView { Name = "wake", Kind = "Step" }, new WorkflowNodeView { Name = "Start", Kind = "Step" }, new WorkflowNodeView { Name = "End", Kind = "End" }],
            Edges = [new WorkflowEdgeView("Start'", "wake"), new WorkflowEdgeView("wake", "Start"), new WorkflowEdgeView("Start", "End")],
        };
        var instance = New().Start("wake");

        var graph = Graph(instance, definition: definition);

        graph.Edges.Where(edge => edge.IsTaken).Select(edge => $"{edge.Route.From} > {edge.Route.To}").ShouldBe(["Start' > wake"]);
        graph.Nodes.Single(node => node.Name == "Start'").Tone.ShouldBe(NodeTone.Ok);
        graph.Nodes.Single(node => node.Name == "Start").Tone.ShouldBe(NodeTone.None);
    }

    private static IEnumerable<string> Taken(FakeInstance instance) => Graph(instance).Edges.Where(edge => edge.IsTaken).Select(edge => $"{edge.Route.From} > {edge.Route.To}");

    private static GraphModel Graph(FakeInstance instance, DateTimeOffset? now = null, WorkflowDefinitionView? definition = null) =>
        InstanceGraph.Of(definition ?? _orders, instance.Summary, TimelineBuilder.Build(instance.Journal, instance.Token is { } token ? [token] : [], now ?? instance.Now));

    private static FakeInstance New() => new(Guid.NewGuid(), "OrderFulfilment", 4, "k", "{}", _at);
}
