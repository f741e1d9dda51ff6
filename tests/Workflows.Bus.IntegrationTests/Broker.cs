using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Workflows.IntegrationTests;

/// <summary>The broker itself, past MassTransit.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Broker> ConnectAsync()
    {
        var connection = await new ConnectionFactory { Uri = Services.RabbitMqUri }.CreateConnectionAsync();
        return new Broker(connection, await connection.CreateChannelAsync());
    }

    /// <returns>How many messages are ready in the queue; 0 also where there is no such queue.</returns>
    public async Task<uint> CountAsync(string queue)
    {
        // Asking for a queue that is not there closes the channel.
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            return await channel.MessageCountAsync(queue);
        }
        catch (OperationInterruptedException)
        {
            return 0;
        }
    }

    /// <returns>How many messages were lost by it.</returns>
    public async Task<uint> PurgeAsync(string queue) => await _channel.QueuePurgeAsync(queue);

    /// <summary>Declares the queue as a quorum queue, which is refused where it is of another type.</summary>
    public async Task<bool> IsQuorumAsync(string queue)
    {
        await using var channel = await _connection.CreateChannelAsync();
        try
        {
            await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false, new Dictionary<string, object?> { ["x-queue-type"] = "quorum" });
            return true;
        }
        catch (OperationInterruptedException exception) when (exception.ShutdownReason?.ReplyCode == Constants.PreconditionFailed)
        {
            return false;
        }
    }

    public async Task DeleteAsync(string queue) => await _channel.QueueDeleteAsync(queue);

    public async Task SendAsync(string exchange, string contentType, ReadOnlyMemory<byte> body) =>
        await _channel.BasicPublishAsync(exchange, "", false, new BasicProperties { ContentType = contentType, Persistent = true }, body);

    /// <summary>Moves a message to another queue as it is, as operators do with what is in an error queue.</summary>
    public async Task MoveAsync(string from, string to)
    {
        var message = await _channel.BasicGetAsync(from, autoAck: true) ?? throw new InvalidOperationException($"There is no message in {from}.");
        await _channel.BasicPublishAsync("", to, mandatory: true, new BasicProperties(message.BasicProperties), message.Body);
    }

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
