using MassTransit;
using Workflows.Definition;

namespace Workflows.Tests.Definition
{
    public sealed class MessageNameTests
    {
        public sealed record Inner;

        [Fact]
        public void A_message_is_called_by_its_urn()
        {
            MessageName.Of(typeof(OrderPaid)).ShouldBe("urn:message:Workflows.Tests:OrderPaid");
            MessageName.Of(typeof(Renamed.After.Paid)).ShouldBe("urn:message:payments:paid");
            MessageName.Of(typeof(Renamed.After.Wrapped<OrderPaid>)).ShouldBe("urn:message:Workflows.Tests.Renamed.After:Wrapped[[Workflows.Tests:OrderPaid]]");
            MessageName.Of(typeof(Fault<OrderPaid>)).ShouldBe("urn:message:MassTransit:Fault[[Workflows.Tests:OrderPaid]]");
        }

        [Theory]
        [InlineData("Workflows.Tests.OrderPaid", typeof(OrderPaid))]
        [InlineData("urn:message:Workflows.Tests:OrderPaid", typeof(OrderPaid))]
        [InlineData("Workflows.Tests.Definition.MessageNameTests+Inner", typeof(Inner))]
        [InlineData("MassTransit.Fault`1[[Workflows.Tests.OrderPaid, Contracts, Version=1.0.0.0, Culture=neutral, PublicKeyToken=null]]", typeof(Fault<OrderPaid>))]
        [InlineData("Workflows.Tests.Renamed.After.Pair`2[[Workflows.Tests.OrderPaid, A, Version=1.0.0.0],[MassTransit.Fault`1[[Workflows.Tests.OrderShipped, B, Version=2.0.0.0]], C, Version=8.0.0.0]]", typeof(Renamed.After.Pair<OrderPaid, Fault<OrderShipped>>))]
        [InlineData("Workflows.Tests.Renamed.After.Paid", typeof(Renamed.After.Paid))]
        [InlineData("Workflows.Tests.Renamed.Before.Shipped", typeof(Renamed.After.Shipped))]
        public void A_stored_name_means_the_type_in_any_version_of_its_assemblies(string stored, Type type) => MessageName.Means(stored, type).ShouldBeTrue();

        [Theory]
        [InlineData("Workflows.Tests.OrderPaid", typeof(OrderShipped))]
        [InlineData("Other.OrderPaid", typeof(OrderPaid))]
        [InlineData("urn:message:Other:OrderPaid", typeof(OrderPaid))]
        [InlineData("MassTransit.Fault`1[[Workflows.Tests.OrderShipped, Contracts, Version=1.0.0.0]]", typeof(Fault<OrderPaid>))]
        [InlineData("MassTransit.Fault`1[[Workflows.Tests.OrderPaid, Contracts", typeof(Fault<OrderPaid>))]
        [InlineData("", typeof(OrderPaid))]
        public void Another_name_does_not(string stored, Type type) => MessageName.Means(stored, type).ShouldBeFalse();

        [Fact]
        public void A_wait_knows_an_event_of_an_earlier_release_by_its_short_name_if_that_is_unambiguous()
        {
            var wait = (WaitNode)Plans.Of(flow => flow.WaitForAny("any", any =>
            {
                any.For<OrderPaid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
                any.For<Renamed.After.Paid>().CorrelatedBy(e => e.OrderId, s => s.OrderId);
            })).Find("any")!;

            wait.Find("Elsewhere.Paid").ShouldNotBeNull().EventType.ShouldBe(typeof(Renamed.After.Paid));
            wait.Find("Elsewhere.OrderPaid").ShouldNotBeNull().EventType.ShouldBe(typeof(OrderPaid));
            wait.Find("urn:message:Elsewhere:Paid").ShouldBeNull();
            wait.Find("Elsewhere.Billed").ShouldBeNull();
        }
    }
}

namespace Workflows.Tests.Renamed.After
{
    /// <summary>It had its name on the bus before it came here.</summary>
    [MessageUrn("payments:paid")]
    [EntityName("payments-paid")]
    public sealed record Paid(string OrderId);

    /// <summary>It keeps the name that it had by its class.</summary>
    [MessageUrn("Workflows.Tests.Renamed.Before:Shipped")]
    public sealed record Shipped(string OrderId);

    public sealed record Wrapped<T>(T Value);

    public sealed record Pair<TFirst, TSecond>(TFirst First, TSecond Second);
}

namespace Workflows.Tests.Renamed.Before
{
    [MessageUrn("payments:paid")]
    [EntityName("payments-paid")]
    public sealed record PaymentCame(string OrderId);
}
