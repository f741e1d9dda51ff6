using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>Stops a receive endpoint of the bus and starts it anew, on another channel.</summary>
internal static class EndpointRestart
{
    /// <summary>
    /// A channel that never closes, because a consumer before it does not end, does not let its endpoint stop either. What belongs to it has been told to
    /// stop and is left behind then.
    /// </summary>
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="patience">How long it may take to stop, real time.</param>
    /// <param name="logger">Hears of an endpoint that does not stop.</param>
    /// <param name="cancellationToken">Canceled when the bus is about to stop: then the endpoint is not started again.</param>
    public static async Task RunAsync(ReceiveEndpoint endpoint, TimeSpan patience, ILogger logger, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        either.CancelAfter(patience);
        try
        {
            await endpoint.Stop(either.Token);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            RuntimeLog.EndpointLeftBehind(logger, endpoint.InputAddress, exception);
            EndpointInternals.Forget(endpoint);
        }

        cancellationToken.ThrowIfCancellationRequested();
        endpoint.Start(CancellationToken.None);
    }
}
