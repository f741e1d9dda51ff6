using Workflows.Broker.RabbitMq;
using Workflows.Runtime;

namespace Workflows.Tests.Broker.RabbitMq;

public sealed class RepairedEndpointsTests
{
    private static readonly Uri _bus = new("rabbitmq://localhost/vhost/bus-endpoint?temporary=true");

    private readonly ConfiguredEndpoints _own = new();

    public RepairedEndpointsTests() => _own.Note("order-steps");

    [Theory]
    [InlineData("rabbitmq://localhost/order-steps", true)]
    [InlineData("rabbitmq://localhost/vhost/order-steps", true)]
    [InlineData("rabbitmq://localhost/vhost/bus-endpoint?temporary=true", true)]
    [InlineData("rabbitmq://localhost/order-steps/mail", false)]
    [InlineData("rabbitmq://localhost/mail", false)]
    public void Those_of_workflows_and_of_the_bus_are_and_those_of_the_application_are_not(string address, bool isRepaired) =>
        new RepairedEndpoints(_own, () => _bus, areAll: false).Has(new Uri(address)).ShouldBe(isRepaired);

    [Fact]
    public void All_are_when_the_application_asks_for_it() =>
        new RepairedEndpoints(_own, () => _bus, areAll: true).Has(new Uri("rabbitmq://localhost/mail")).ShouldBeTrue();
}
