using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Workflows.Broker.RabbitMq;
using Workflows.Runtime;

namespace Workflows.Tests.Broker.RabbitMq;

public sealed class LostConnectionWatchTests
{
    [Fact]
    public async Task The_queue_before_the_socket_is_closed_also_where_nothing_was_ever_received()
    {
        var connection = DispatchProxy.Create<IConnection, Connection>();
        using var watch = new LostConnectionWatch(new RepairedEndpoints(new ConfiguredEndpoints(), () => new Uri("rabbitmq://localhost/bus"), areAll: true), NullLogger<LostConnectionWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);

        await watch.WatchAsync(connection);
        ((Connection)connection).IsLost = true;

        await Eventually.ShouldHoldAsync(() => ((Connection)connection).Queue.IsClosed);
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deliveries_of_the_application_are_canceled_with_their_connection_only_when_it_asks_for_it(bool areAll)
    {
        var own = new ConfiguredEndpoints();
        own.Note("order");
        var connection = DispatchProxy.Create<IConnection, Connection>();
        using var ofWorkflows = Delivery.On("order", connection);
        using var ofApplication = Delivery.On("mail", connection);
        using var watch = new LostConnectionWatch(new RepairedEndpoints(own, () => new Uri("rabbitmq://localhost/bus"), areAll), NullLogger<LostConnectionWatch>.Instance);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        await watch.PreReceive(ofWorkflows);
        await watch.PreReceive(ofApplication);

        ((Connection)connection).IsLost = true;

        // The queue is closed behind all cancellations.
        await Eventually.ShouldHoldAsync(() => ((Connection)connection).Queue.IsClosed);
        await Eventually.ShouldHoldAsync(() => ofWorkflows.CancellationToken.IsCancellationRequested);
        await Eventually.ShouldBeAsync(() => Task.FromResult(ofApplication.CancellationToken.IsCancellationRequested), areAll);
        watch.FindHeldUp(TimeSpan.Zero).Count.ShouldBe(areAll ? 2 : 1);
        await watch.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A delivery as far as the watch looks at it.</summary>
    private sealed class Delivery(ReceiveEndpointContext endpoint, ConnectionContext source) : BaseReceiveContext(false, endpoint, source)
    {
        public override MessageBody Body => throw new NotSupportedException();

        protected override IHeaderProvider HeaderProvider => throw new NotSupportedException();

        public static Delivery On(string queue, IConnection connection)
        {
            var endpoint = DispatchProxy.Create<ReceiveEndpointContext, Endpoint>();
            ((Endpoint)endpoint).Address = new Uri($"rabbitmq://localhost/{queue}");
            var source = DispatchProxy.Create<ConnectionContext, Source>();
            ((Source)source).Connection = connection;
            return new Delivery(endpoint, source);
        }
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Endpoint : DispatchProxy
    {
        public Uri Address { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "get_InputAddress" ? Address : targetMethod.ReturnType == typeof(bool) ? false : null;
    }

    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Source : DispatchProxy
    {
        public IConnection Connection { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.Name == "get_Connection" ? Connection : throw new NotSupportedException(targetMethod.Name);
    }

    /// <summary>A connection as far as the watch looks at it.</summary>
    [SuppressMessage("Performance", "CA1852", Justification = "What DispatchProxy makes derives from it.")]
    internal class Connection : DispatchProxy
    {
        /// <summary>The client's name for it.</summary>
        protected readonly SocketQueueOfTest _frameHandler = new();

        public bool IsLost { get; set; }

        public SocketQueueOfTest Queue => _frameHandler;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Name switch
        {
            "get_IsOpen" => !IsLost,
            nameof(GetHashCode) => 1,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }

    internal sealed class SocketQueueOfTest
    {
        public bool IsClosed { get; private set; }

        public ValueTask CloseAsync(CancellationToken cancellationToken)
        {
            IsClosed = true;
            return default;
        }
    }
}
