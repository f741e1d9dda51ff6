using System.Collections.Concurrent;
using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using RabbitMQ.Client;

namespace Workflows.Runtime;

/// <summary>
/// Cancels what is still being received on a connection that is lost: it comes again. RabbitMQ's client closes the channels of a lost connection one
/// after the other, each when its consumers have ended. A consumer that waits meanwhile for a message to be sent on a channel further behind, which
/// looks open and never answers, would hold up the closing, and with it every channel behind, for as long as it waits.
/// </summary>
internal sealed class DeliveryWatch : BackgroundService, IReceiveObserver
{
    /// <summary>Real time: it is the transport's. An event of the connection would come too late, behind the closing of the channels.</summary>
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentDictionary<BaseReceiveContext, IConnection> _receiving = new(ReferenceEqualityComparer.Instance);

    public Task PreReceive(ReceiveContext context)
    {
        if (context is BaseReceiveContext receiving && context.TryGetPayload(out ConnectionContext? connection))
            _receiving.TryAdd(receiving, connection.Connection);

        return Task.CompletedTask;
    }

    public Task PostReceive(ReceiveContext context) => Forget(context);

    public Task ReceiveFault(ReceiveContext context, Exception exception) => Forget(context);

    public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
        where T : class => Task.CompletedTask;

    public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
        where T : class => Task.CompletedTask;

    /// <summary>Cancels what came on connections that are lost.</summary>
    public void CancelLost()
    {
        foreach (var (receiving, connection) in _receiving)
        {
            if (!connection.IsOpen && _receiving.TryRemove(receiving, out _))
                Cancel(receiving);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_interval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            CancelLost();
    }

    private Task Forget(ReceiveContext context)
    {
        if (context is BaseReceiveContext receiving)
            _receiving.TryRemove(receiving, out _);

        return Task.CompletedTask;
    }

    private static void Cancel(BaseReceiveContext receiving)
    {
        try
        {
            receiving.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // It has just ended.
        }
    }
}
