using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>
/// Starts receive endpoints of the bus anew that stay stopped. MassTransit's loop that starts an endpoint again and again after a loss of the broker ends for
/// good when a start ends as canceled, which RabbitMQ's client does with a request that was not answered
/// (https://github.com/MassTransit/MassTransit/issues/5942).
/// </summary>
internal sealed class EndpointWatch(IBusInstance bus, BrokerConnection broker, BrokerReset reset, TimeProvider time, ILogger<EndpointWatch> logger) : BackgroundService
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a start takes, and than the client waits for an answer.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ReceiveEndpoint, DateTimeOffset> _unwellSince = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!broker.IsRabbitMq)
            return;

        using var timer = new PeriodicTimer(_interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (await IsConnectedAsync())
                await StartAnewAsync(stoppingToken);
            else
                _unwellSince.Clear();
        }
    }

    private async Task<bool> IsConnectedAsync()
    {
        try
        {
            return await broker.TryUseAsync(static _ => Task.CompletedTask);
        }
        catch (Exception failure)
        {
            RuntimeLog.NoConnection(logger, failure);
            return false;
        }
    }

    private async Task StartAnewAsync(CancellationToken stoppingToken)
    {
        foreach (var endpoint in StayedUnwell())
        {
            RuntimeLog.EndpointStarted(logger, endpoint.InputAddress, endpoint.Message);
            _unwellSince.Remove(endpoint);
            await StartAnewAsync(endpoint, stoppingToken);
        }
    }

    /// <summary>One that was never started is about to be, by the bus.</summary>
    private List<ReceiveEndpoint> StayedUnwell()
    {
        var now = time.GetUtcNow();
        var unwell = bus.BusControl.CheckHealth().Endpoints.Values
            .Where(result => result.Status != BusHealthStatus.Healthy)
            .Select(result => result.ReceiveEndpoint)
            .OfType<ReceiveEndpoint>()
            .Where(endpoint => endpoint.CurrentState != ReceiveEndpoint.State.Initial)
            .ToHashSet();
        foreach (var well in _unwellSince.Keys.Where(endpoint => !unwell.Contains(endpoint)).ToList())
            _unwellSince.Remove(well);

        foreach (var endpoint in unwell)
            _unwellSince.TryAdd(endpoint, now);

        return [.. _unwellSince.Where(pair => now - pair.Value >= _patience).Select(pair => pair.Key)];
    }

    private async Task StartAnewAsync(ReceiveEndpoint endpoint, CancellationToken stoppingToken)
    {
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            patience.CancelAfter(_patience);
            await endpoint.Stop(patience.Token);
            stoppingToken.ThrowIfCancellationRequested();
            endpoint.Start(stoppingToken);
        }
        catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
        {
            // It does not stop, because it waits for an answer of the broker's. Without the connection it need not wait any longer.
            reset.Suspect(exception);
        }
    }
}
