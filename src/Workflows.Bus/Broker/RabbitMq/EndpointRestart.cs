using System.Collections.Concurrent;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>Stops a receive endpoint of the bus and starts it anew, on another channel.</summary>
internal sealed class EndpointRestart(ILogger<EndpointRestart> logger)
{
    /// <summary>Nothing that the endpoint does can be of use any more. Real time: it is the transport's.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<ReceiveEndpoint, bool> _underWay = new(ReferenceEqualityComparer.Instance);

    /// <summary>
    /// A channel that never closes, because a consumer before it does not end, does not let its endpoint stop either. What belongs to it has been told to
    /// stop and is left behind then. Does nothing when the endpoint is being started anew already: of two at once the second would leave behind what the
    /// first has just started.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="cancellationToken">Canceled when the bus is about to stop: then the endpoint is not started again.</param>
    public async Task RunAsync(ReceiveEndpoint endpoint, CancellationToken cancellationToken)
    {
        if (!_underWay.TryAdd(endpoint, true))
            return;

        try
        {
            await StopAsync(endpoint, cancellationToken);
            if (!cancellationToken.IsCancellationRequested)
                endpoint.Start(CancellationToken.None);
        }
        catch (Exception exception)
        {
            if (!cancellationToken.IsCancellationRequested)
                RuntimeLog.EndpointNotStarted(logger, endpoint.InputAddress, exception);
        }
        finally
        {
            _underWay.TryRemove(endpoint, out _);
        }
    }

    private async Task StopAsync(ReceiveEndpoint endpoint, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(_patience);
        try
        {
            // Not all that it waits for heeds the token, and what is told of the stop may go on under this call.
            await Task.Run(() => endpoint.Stop(either.Token), either.Token).WaitAsync(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeLog.EndpointLeftBehind(logger, endpoint.InputAddress, exception);
            EndpointInternals.Forget(endpoint);
        }
    }
}
