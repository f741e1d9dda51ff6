using RabbitMQ.Client;
using Workflows.Broker.RabbitMq;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.RealServices;

namespace Workflows.IntegrationTests;

public sealed class When_the_socket_of_a_connection_is_dead
{
    /// <summary>More than the client's queue before the socket has places for.</summary>
    private const int Count = 2_000;

    [Fact]
    public async Task Who_waits_to_write_to_it_is_let_go()
    {
        await using var relay = new TcpRelay(Services.RabbitMqUri.Host, Services.RabbitMqUri.Port);
        relay.Open();
        var factory = new ConnectionFactory { Uri = new UriBuilder(Services.RabbitMqUri) { Port = relay.Port }.Uri, AutomaticRecoveryEnabled = false };
        var connection = await factory.CreateConnectionAsync(TestContext.Current.CancellationToken);
        var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var consumer = new StuckConsumer(channel);
        var queue = await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: false, consumer, TestContext.Current.CancellationToken);
        await channel.BasicPublishAsync("", queue.QueueName, ReadOnlyMemory<byte>.Empty, TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(consumer.Received, () => "The message was not received.");
        var behind = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);

        await relay.CloseAsync();
        await Eventually.HoldsAsync(() => !connection.IsOpen, () => "The connection is still open.");
        var writes = Enumerable.Range(0, Count).Select(_ => behind.BasicPublishAsync("", "nobody", new byte[100_000], CancellationToken.None).AsTask()).ToList();
        behind.IsOpen.ShouldBeTrue("the channel is closed, though the one before it has a consumer that waits: the queue need not be closed any more");

        await SocketQueue.CloseAsync(connection);

        await Eventually.HoldsAsync(() => writes.TrueForAll(write => write.IsCompleted), () => $"{writes.Count(write => !write.IsCompleted)} still wait.");
        consumer.LetGo();
    }

    /// <summary>Holds up the closing of its channel.</summary>
    private sealed class StuckConsumer(IChannel channel) : AsyncDefaultBasicConsumer(channel)
    {
        private readonly TaskCompletionSource _received = new();
        private readonly TaskCompletionSource _end = new();

        public Task Received => _received.Task;

        public void LetGo() => _end.TrySetResult();

        public override Task HandleBasicDeliverAsync(string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey,
            IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            _received.TrySetResult();
            return _end.Task;
        }
    }
}
