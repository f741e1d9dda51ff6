using Workflows.Compilation;
using Workflows.Contracts;
using Workflows.Instances;

namespace Workflows.Tests.Compilation;

public sealed class BusCheckTests
{
    [Fact]
    public void A_bus_in_memory_on_a_database_is_a_finding() =>
        BusCheck.Of(new ProcessBus("loopback://localhost", "a"), []).ShouldHaveSingleItem().Kind.ShouldBe(WorkflowFindingKind.StoreShared);

    [Fact]
    public void A_bus_that_goes_with_its_store_is_none() => BusCheck.Of(new ProcessBus("rabbitmq://broker/shop", null), []).ShouldBeEmpty();

    [Theory]
    [InlineData("rabbitmq://two/shop", "rabbit@two", WorkflowFindingSeverity.Warning)]
    [InlineData("rabbitmq://one/other", "rabbit@one", WorkflowFindingSeverity.Warning)]
    [InlineData("amqps://one/shop", null, WorkflowFindingSeverity.Warning)]
    [InlineData("loopback://localhost", "machine/1", WorkflowFindingSeverity.Error)]
    public void A_process_on_another_broker_is_said_on_both_sides(string address, string? cluster, WorkflowFindingSeverity severity)
    {
        var (own, other) = (new ProcessBus("rabbitmq://one/shop", "rabbit@one"), new ProcessBus(address, cluster));

        var here = BusCheck.Of(own, [Process("billing-1", other)]).ShouldHaveSingleItem();
        var there = BusCheck.Of(other, [Process("shop-1", own)]).ShouldHaveSingleItem();

        (here.Kind, there.Kind).ShouldBe((WorkflowFindingKind.StoreShared, WorkflowFindingKind.StoreShared));
        (here.Severity, there.Severity).ShouldBe((WorkflowFindingSeverity.Warning, severity));
        (here.IsRefused, there.IsRefused).ShouldBe((false, severity == WorkflowFindingSeverity.Error));
        here.Text.ShouldStartWith("Two brokers on one store: this process is on rabbitmq://one/shop (rabbit@one), and 'billing-1' on ");
        there.Text.ShouldContain("'shop-1' on rabbitmq://one/shop (rabbit@one)");
    }

    [Fact]
    public void Each_process_with_a_bus_in_its_memory_has_a_bus_of_its_own() =>
        BusCheck.Of(new ProcessBus("loopback://localhost", "machine/1"), [Process("billing-1", new ProcessBus("loopback://localhost", "machine/2"))])
            .ShouldHaveSingleItem().ShouldSatisfyAllConditions(finding => finding.IsRefused.ShouldBeFalse("One of them may be what was killed a minute ago."), finding => finding.Text.ShouldStartWith("Two brokers on one store: this process is on a bus in its own memory, and 'billing-1' on a bus in its own memory."));

    [Theory]
    [InlineData("rabbitmq://one/shop", null)]
    [InlineData("rabbitmq://node-2/shop", "rabbit@one")]
    [InlineData("rabbitmq://node-2/shop", null)]
    public void One_broker_under_several_names_is_one(string address, string? cluster)
    {
        var (own, other) = (new ProcessBus("rabbitmq://one/shop", "rabbit@one"), new ProcessBus(address, cluster));

        BusCheck.Of(own, [Process("billing-1", other)]).ShouldBeEmpty();
        BusCheck.Of(other, [Process("billing-1", own)]).ShouldBeEmpty();
    }

    [Fact]
    public void A_process_of_an_earlier_release_says_nothing_of_its_bus() => BusCheck.Of(new ProcessBus("rabbitmq://one/shop", "rabbit@one"), [Process("billing-1", null)]).ShouldBeEmpty();

    private static RunningProcess Process(string name, ProcessBus? bus) => new(Guid.NewGuid(), name, []) { Bus = bus };
}
