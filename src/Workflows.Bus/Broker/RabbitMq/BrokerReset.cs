using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// Gives up a connection on which requests are not answered any more. RabbitMQ's client can lose count of requests and answers on a channel when the
/// broker was away: each request then waits for 20 seconds and ends as canceled, for ever, while connection and channel look open and the bus keeps
/// using them. The broker closes a connection on which it is asked for something that it does not know; the bus then begins anew, as after any loss.
/// And the endpoint of the bus, through whose channel everything is sent, takes another: its channel may be one of a connection that is gone already,
/// and that never closes, because a consumer before it does not end.
/// </summary>
internal sealed class BrokerReset(BrokerConnection broker, EndpointRestart restart, TimeProvider time, ILogger<BrokerReset> logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    private readonly Lock _lock = new();
    private DateTimeOffset _notBefore;

    /// <summary>A send ended as canceled though nobody had given it up.</summary>
    public void Suspect(Exception exception)
    {
        if (broker.Stopping.IsCancellationRequested)
            return;

        lock (_lock)
        {
            if (time.GetUtcNow() < _notBefore)
                return;

            _notBefore = time.GetUtcNow() + _interval;
        }

        _ = Task.Run(() => ResetAsync(exception));
    }

    private async Task ResetAsync(Exception exception)
    {
        await GiveUpConnectionAsync(exception);
        if (broker.FindBusEndpoint() is { } endpoint)
            await restart.RunAsync(endpoint, broker.Stopping);
    }

    private async Task GiveUpConnectionAsync(Exception exception)
    {
        try
        {
            await broker.TryUseAsync(connection =>
            {
                RuntimeLog.ConnectionGivenUp(logger, exception);
                return CloseAsync(connection);
            });
        }
        catch (Exception failure)
        {
            // There is no connection, or it has ended, which was the aim.
            RuntimeLog.ConnectionGone(logger, failure);
        }
    }

    private async Task CloseAsync(IConnection connection)
    {
        using var patience = new CancellationTokenSource(_patience, time);
        try
        {
            // Answered by the end of the connection. The channel hears of that last, behind consumers that may not end: it is neither waited for nor disposed of.
            var channel = await connection.CreateChannelAsync(cancellationToken: patience.Token);
            _ = channel.ExchangeDeclareAsync("workflows-reset", "no-such-type", cancellationToken: patience.Token)
                .ContinueWith(static asked => asked.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            using var timer = new PeriodicTimer(_pause, time);
            while (connection.IsOpen)
                await timer.WaitForNextTickAsync(patience.Token);
        }
        catch (Exception) when (connection.IsOpen)
        {
            // Not even that is answered.
            await connection.CloseAsync(Constants.ConnectionForced, "no answer", TimeSpan.FromSeconds(5), abort: true, CancellationToken.None);
        }
    }
}
