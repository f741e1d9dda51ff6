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

    [Fact]
    public void A_key_that_an_earlier_release_did_not_store_is_no_change()
    {
        var stored = WaitingFor("urn:message:Workflows.Tests:OrderPaid");
        var current = Keyed("s => s.OrderId");

        FormerDefinitions.With(current, stored, _noon).ChangedAt.ShouldBeNull();
        FormerDefinitions.Of(current, stored).ShouldBeEmpty();
    }

    [Fact]
    public void Another_key_is_a_change_at_a_time_of_its_own()
    {
        var first = FormerDefinitions.With(Keyed("s => s.ShipmentId"), Keyed("s => s.OrderId"), _noon);
        var again = FormerDefinitions.With(Keyed("s => s.ShipmentId"), first, _noon.AddHours(1));
        var back = FormerDefinitions.With(Keyed("s => s.OrderId"), first, _noon);

        first.ChangedAt.ShouldBe(_noon);
        again.ChangedAt.ShouldBe(_noon, "It is not done yet.");
        back.ChangedAt.ShouldBe(_noon.AddMilliseconds(1));
        FormerDefinitions.With(Keyed("s => s.ShipmentId"), first with { ChangedAt = null }, _noon).ChangedAt.ShouldBeNull();
    }

    private static readonly DateTimeOffset _noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private static WorkflowDefinitionView Keyed(string key) => WaitingFor("urn:message:Workflows.Tests:OrderPaid") with
    {
        Nodes = [new WorkflowNodeView { Name = "payment", Kind = "Wait", EventTypes = ["urn:message:Workflows.Tests:OrderPaid"], Correlations = [new WorkflowCorrelation("urn:message:Workflows.Tests:OrderPaid", $"e => e.OrderId is {key}")] }],
    };
}
