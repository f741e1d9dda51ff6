using RabbitMQ.Client;

namespace Workflows.IntegrationTests.Services;

/// <summary>The broker itself, past MassTransit.</summary>
internal sealed class Broker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly IChannel _channel;

    private Broker(IConnection connection, IChannel channel) => (_connection, _channel) = (connection, channel);

    public static async Task<Broker> ConnectAsync()
    {
        var connection = await new ConnectionFactory { Uri = Settings.Broker }.CreateConnectionAsync();
        return new Broker(connection, await connection.CreateChannelAsync());
    }

    /// <returns>How many messages are ready in the queue.</returns>
    public async Task<uint> CountAsync(string queue) => await _channel.MessageCountAsync(queue);

    /// <returns>How many messages were lost by it.</returns>
    public async Task<uint> PurgeAsync(string queue) => await _channel.QueuePurgeAsync(queue);

    public async Task DeleteAsync(string queue) => await _channel.QueueDeleteAsync(queue);

    public async Task SendAsync(string exchange, string contentType, ReadOnlyMemory<byte> body) =>
        await _channel.BasicPublishAsync(exchange, "", false, new BasicProperties { ContentType = contentType, Persistent = true }, body);

    /// <returns>The body of the next message of the queue; null: there is none.</returns>
    public async Task<string?> TakeAsync(string queue) =>
        await _channel.BasicGetAsync(queue, autoAck: true) is { } message ? System.Text.Encoding.UTF8.GetString(message.Body.Span) : null;

    public async ValueTask DisposeAsync()
    {
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
