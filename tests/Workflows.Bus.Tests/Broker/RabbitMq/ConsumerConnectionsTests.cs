using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MassTransit;
using MassTransit.Events;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using RabbitMQ.Client;
using Workflows.Broker.RabbitMq;

namespace Workflows.Tests.Broker.RabbitMq;

public sealed class ConsumerConnectionsTests
{
    private readonly IConnection _connection = DispatchProxy.Create<IConnection, LostConnectionWatchTests.Connection>();
    private readonly ConsumerConnections _consumers = new();
    private readonly ReceiveEndpoint _endpoint;

    public ConsumerConnectionsTests() => _endpoint = On(_connection);

    [Fact]
    public async Task An_endpoint_that_was_not_told_of_the_end_of_its_connection_is_left_behind()
    {
        await _consumers.Ready(new ReceiveEndpointReadyEvent(_endpoint.InputAddress, _endpoint, true));
        _consumers.IsLeftBehind(_endpoint).ShouldBeFalse();

        Lose();

        _consumers.IsLeftBehind(_endpoint).ShouldBeTrue();
    }

    /// <summary>It has no channel then, or begins to consume on another.</summary>
    [Fact]
    public async Task One_that_was_told_is_not()
    {
        await _consumers.Ready(new ReceiveEndpointReadyEvent(_endpoint.InputAddress, _endpoint, true));
        Lose();

        await _consumers.Completed(new ReceiveEndpointCompletedEvent(new ReceiveTransportCompletedEvent(_endpoint.InputAddress, DispatchProxy.Create<DeliveryMetrics, Nothing>()), _endpoint));

        _consumers.IsLeftBehind(_endpoint).ShouldBeFalse();
    }

    [Fact]
    public async Task One_that_consumes_nothing_is_not()
    {
        await _consumers.Ready(new ReceiveEndpointReadyEvent(_endpoint.InputAddress, _endpoint, false));

        Lose();

        _consumers.IsLeftBehind(_endpoint).ShouldBeFalse();
    }

    private void Lose() => ((LostConnectionWatchTests.Connection)_connection).IsLost = true;

    private static ReceiveEndpoint On(IConnection connection)
    {
        var source = DispatchProxy.Create<ConnectionContext, LostConnectionWatchTests.Source>();
        ((LostConnectionWatchTests.Source)source).Connection = connection;
        var channel = DispatchProxy.Create<ChannelContext, Channel>();
        ((Channel)channel).Source = source;
        var channels = DispatchProxy.Create<IChannelContextSupervisor, Channels>();
        ((Channels)channels).Channel = channel;
        var context = DispatchProxy.Create<RabbitMqReceiveEndpointContext, EndpointContext>();
        ((EndpointContext)context).Channels = channels;
        return new ReceiveEndpoint(DispatchProxy.Create<IReceiveTransport, Nothing>(), context);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class EndpointContext : DispatchProxy
    {
        public IChannelContextSupervisor Channels { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_InputAddress" => new Uri("rabbitmq://localhost/order"),
            "get_ChannelContextSupervisor" => Channels,
            _ => null,
        };
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Channels : DispatchProxy
    {
        public ChannelContext Channel { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "Send" ? ((IPipe<ChannelContext>)args![0]!).Send(Channel) : throw new NotSupportedException(targetMethod.Name);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Channel : DispatchProxy
    {
        public ConnectionContext Source { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "get_ConnectionContext" ? Source : throw new NotSupportedException(targetMethod.Name);
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Nothing : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType.IsValueType && targetMethod.ReturnType != typeof(void) ? Activator.CreateInstance(targetMethod.ReturnType) : null;
    }
}
