using Workflows.Compilation;
using Workflows.Contracts;

namespace Workflows.Tests.Compilation;

public sealed class FormerDefinitionsTests
{
    [Fact]
    public void An_event_under_the_name_that_an_earlier_release_wrote_is_no_change() =>
        FormerDefinitions.Of(WaitingFor("urn:message:Workflows.Tests:OrderPaid"), WaitingFor("Workflows.Tests.OrderPaid")).ShouldBeEmpty();

    [Fact]
    public void Another_event_is_a_change_under_whatever_name()
    {
        var stored = WaitingFor("Workflows.Tests.OrderPaid");
        var current = WaitingFor("urn:message:Workflows.Tests:OrderShipped");

        FormerDefinitions.Of(current, stored).ShouldHaveSingleItem();
        new DefinitionDifference(stored, current).Changed.ShouldBe(["payment"]);
    }

    private static WorkflowDefinitionView WaitingFor(string eventType) => new()
    {
        Name = "order",
        Version = 3,
        Endpoint = "order",
        Nodes = [new WorkflowNodeView { Name = "payment", Kind = "Wait", EventTypes = [eventType] }],
        Edges = [],
    };
}
