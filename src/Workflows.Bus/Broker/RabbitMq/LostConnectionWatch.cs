using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// Ends what still waits on a connection that is lost. RabbitMQ's client closes the channels of a lost connection one after the other, each when its
/// consumers have ended; a channel further behind looks open and never answers meanwhile. Consumers that wait for such a channel, or for a place in
/// the queue of what is to be written to the dead socket, would hold up the closing, and with it every channel behind, for as long as they wait. So
/// they are canceled, they come again; then the queue is closed.
/// </summary>
internal sealed class LostConnectionWatch(RepairedEndpoints repaired, ILogger<LostConnectionWatch> logger) : BackgroundService, IReceiveObserver, IBusListener
{
    /// <summary>Real time: it is the transport's. An event of the connection would come too late, behind the closing of the channels.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    /// <summary>For the client to close the connection by itself.</summary>
    private static readonly TimeSpan _closing = TimeSpan.FromSeconds(2);

    /// <summary>Deliveries that were canceled with their connection and have not ended, and since when.</summary>
    private readonly ConcurrentDictionary<BaseReceiveContext, long> _heldUp = new(ReferenceEqualityComparer.Instance);

    private readonly ConcurrentDictionary<BaseReceiveContext, IConnection> _receiving = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<IConnection, bool> _connections = new(ReferenceEqualityComparer.Instance);
    private volatile IConnection? _latest;

    public void Connect(IBus bus) => bus.ConnectReceiveObserver(this);

    public Task PreReceive(ReceiveContext context)
    {
        if (!context.TryGetPayload(out ConnectionContext? source))
            return Task.CompletedTask;

        if (context is BaseReceiveContext receiving && repaired.Has(context.InputAddress))
            _receiving.TryAdd(receiving, source.Connection);

        Watch(source.Connection);
        return Task.CompletedTask;
    }

    /// <summary>A process that only sends has nothing delivered that would show which connection it has.</summary>
    public Task WatchAsync(IConnection connection)
    {
        Watch(connection);
        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => Forget(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Forget(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    /// <summary>
    /// Endpoints with a delivery that does not end though it was canceled with its connection. Such an endpoint receives nothing: it gets another channel when
    /// its consumers have ended. One that ignores the cancellation may never end, and one that wants to say that it failed may wait for ever: what MassTransit
    /// could not declare on a channel once, later sends on that channel wait for (OneTimeContextPayload; seen in 8.4.0, the same in 8.5.12).
    /// </summary>
    /// <param name="patience">Real time since they were canceled.</param>
    public IReadOnlySet<Uri> FindHeldUp(TimeSpan patience) =>
        _heldUp.Where(pair => TimeProvider.System.GetElapsedTime(pair.Value) >= patience).Select(pair => pair.Key.InputAddress).ToHashSet();

    /// <summary>The endpoint is started anew beside them: they are nobody's concern any more.</summary>
    public void LeaveBehind(Uri endpoint)
    {
        foreach (var delivery in _heldUp.Keys.Where(delivery => delivery.InputAddress == endpoint))
            _heldUp.TryRemove(delivery, out _);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            foreach (var connection in _connections.Keys.Where(connection => !connection.IsOpen))
                End(connection);
        }
    }

    private void Watch(IConnection connection)
    {
        if (_latest == connection && connection.IsOpen)
            return;

        _latest = connection;
        _connections.TryAdd(connection, true);
    }

    private void End(IConnection connection)
    {
        _connections.TryRemove(connection, out _);
        foreach (var (receiving, source) in _receiving)
        {
            if (source == connection)
                GiveUp(receiving);
        }

        _ = CloseQueueAsync(connection);
    }

    private void GiveUp(BaseReceiveContext receiving)
    {
        // In this order: one that ends meanwhile is not held up.
        _heldUp.TryAdd(receiving, TimeProvider.System.GetTimestamp());
        if (_receiving.TryRemove(receiving, out _))
            _ = Task.Run(() => Cancel(receiving));
        else
            _heldUp.TryRemove(receiving, out _);
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
        {
            _receiving.TryRemove(receiving, out _);
            _heldUp.TryRemove(receiving, out _);
        }

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
