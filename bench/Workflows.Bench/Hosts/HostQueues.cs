using System.Collections.Concurrent;
using MassTransit;
using RabbitMQ.Client;

namespace Workflows.Bench.Hosts;

/// <summary>
/// The queues of one host. Left behind, they would stay bound: the broker would copy every event of later runs into them, and later runs would pay for it.
/// </summary>
internal sealed class HostQueues(Uri broker) : IReceiveEndpointObserver
{
    private readonly ConcurrentDictionary<string, bool> _names = new();

    public Task Ready(ReceiveEndpointReady ready)
    {
        _names[ready.InputAddress.AbsolutePath.Split('/')[^1]] = true;
        return Task.CompletedTask;
    }

    public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

    public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

    public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;

    /// <summary>Deletes them and the exchanges of their names. Call it when the host has stopped.</summary>
    public async Task DeleteAsync()
    {
        var factory = new ConnectionFactory { Uri = broker };
        await using var connection = await factory.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        foreach (var name in _names.Keys)
        {
            await channel.QueueDeleteAsync(name);
            await channel.ExchangeDeleteAsync(name);
        }
    }
}
