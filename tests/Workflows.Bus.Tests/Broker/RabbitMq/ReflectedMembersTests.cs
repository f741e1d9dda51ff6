using MassTransit.Transports;
using RabbitMQ.Client;
using Workflows.Broker.RabbitMq;

namespace Workflows.Tests.Broker.RabbitMq;

/// <summary>Members of other packages that are not public and that are read by name. Without them the repair after a loss of the broker is silently less.</summary>
public sealed class ReflectedMembersTests
{
    [Fact]
    public void A_receive_endpoint_says_by_its_handle_whether_it_is_meant_to_run() =>
        EndpointInternals.Handle.ShouldNotBeNull("MassTransit has renamed ReceiveEndpoint._handle.").FieldType.IsValueType.ShouldBeFalse();

    [Fact]
    public void A_receive_endpoint_has_its_context() =>
        typeof(ReceiveEndpointContext).IsAssignableFrom(EndpointInternals.Context.ShouldNotBeNull("MassTransit has renamed ReceiveEndpoint._context.").FieldType).ShouldBeTrue();

    [Fact]
    public void A_connection_has_the_queue_before_its_socket_and_the_queue_can_be_closed()
    {
        var client = typeof(IConnection).Assembly;
        var connection = client.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IConnection)) && SocketQueue.HandlerOf(type) is not null)
            .ShouldHaveSingleItem("RabbitMQ.Client has renamed Connection._frameHandler.");
        var handler = SocketQueue.HandlerOf(connection)!.FieldType;

        client.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(handler))
            .ShouldContain(type => SocketQueue.CloseOf(type) != null && SocketQueue.CloseOf(type)!.ReturnType == typeof(ValueTask), "RabbitMQ.Client has renamed SocketFrameHandler.CloseAsync.");
    }
}
