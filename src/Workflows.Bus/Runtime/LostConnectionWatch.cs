using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Workflows.Runtime;

/// <summary>
/// Ends what still waits on a connection that is lost. RabbitMQ's client closes the channels of a lost connection one after the other, each when its
/// consumers have ended; a channel further behind looks open and never answers meanwhile. Consumers that wait for such a channel, or for a place in
/// the queue of what is to be written to the dead socket, would hold up the closing, and with it every channel behind, for as long as they wait. So
/// they are canceled, they come again; then the queue is closed.
/// </summary>
internal sealed class LostConnectionWatch(ILogger<LostConnectionWatch> logger) : BackgroundService, IReceiveObserver
{
    /// <summary>Real time: it is the transport's. An event of the connection would come too late, behind the closing of the channels.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>For the client to close the connection by itself.</summary>
    private static readonly TimeSpan _closing = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<BaseReceiveContext, IConnection> _receiving = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<IConnection, bool> _connections = new(ReferenceEqualityComparer.Instance);
    private volatile IConnection? _latest;

    public Task PreReceive(ReceiveContext context)
    {
        if (context is not BaseReceiveContext receiving || !context.TryGetPayload(out ConnectionContext? source))
            return Task.CompletedTask;

        _receiving.TryAdd(receiving, source.Connection);
        if (_latest != source.Connection || !source.Connection.IsOpen)
        {
            _latest = source.Connection;
            _connections.TryAdd(source.Connection, true);
        }

        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => Forget(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Forget(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in _connections.Keys.Where(connection => !connection.IsOpen))
                End(connection);
        }
    }

    private void End(IConnection connection)
    {
        _connections.TryRemove(connection, out _);
        foreach (var (receiving, source) in _receiving)
        {
            if (source == connection && _receiving.TryRemove(receiving, out _))
                _ = Task.Run(() => Cancel(receiving));
        }

        _ = CloseQueueAsync(connection);
    }

    private async Task CloseQueueAsync(IConnection connection)
    {
        try
        {
            await Task.Delay(_closing);
            await SocketQueue.CloseAsync(connection);
        }
        catch (Exception exception)
        {
            RuntimeLog.ConnectionGone(logger, exception);
        }
    }

    private Task Forget(ReceiveContext context)
    {
        if (context is BaseReceiveContext receiving)
            _receiving.TryRemove(receiving, out _);

        return Task.CompletedTask;
    }

    /// <summary>What waits for the token may go on under this call, up to the end of the delivery, and hold it up.</summary>
    private void Cancel(BaseReceiveContext receiving)
    {
        try
        {
            receiving.Cancel();
        }
        catch (Exception exception)
        {
            // It has just ended, or what was told of it failed.
            RuntimeLog.ConnectionGone(logger, exception);
        }
    }
}
