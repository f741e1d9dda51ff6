using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>
/// Starts receive endpoints of the bus anew that stay stopped. MassTransit's loop that starts an endpoint again and again after a loss of the broker ends for
/// good when a start ends as canceled, which RabbitMQ's client does with a request that was not answered
/// (https://github.com/MassTransit/MassTransit/issues/5942). And one whose channel waits behind a consumer that does not end is not told of the loss at all.
/// </summary>
internal sealed class EndpointWatch(IBusInstance bus, BrokerConnection broker, EndpointRestart restart, TimeProvider time, ILogger<EndpointWatch> logger) : BackgroundService
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
        var stayed = await StayedUnwellAsync();
        foreach (var endpoint in stayed)
        {
            var why = endpoint.CurrentState == ReceiveEndpoint.State.Ready ? "its connection is closed" : endpoint.Message;
            RuntimeLog.EndpointStarted(logger, endpoint.InputAddress, why);
            _unwellSince.Remove(endpoint);
        }

        await Task.WhenAll(stayed.Select(endpoint => restart.RunAsync(endpoint, stoppingToken)));
    }

    private async Task<List<ReceiveEndpoint>> StayedUnwellAsync()
    {
        var now = time.GetUtcNow();
        var unwell = await FindUnwellAsync();
        foreach (var well in _unwellSince.Keys.Where(endpoint => !unwell.Contains(endpoint)).ToList())
            _unwellSince.Remove(well);

        foreach (var endpoint in unwell)
            _unwellSince.TryAdd(endpoint, now);

        return [.. _unwellSince.Where(pair => now - pair.Value >= _patience).Select(pair => pair.Key)];
    }

    private async Task<HashSet<ReceiveEndpoint>> FindUnwellAsync()
    {
        var unwell = new HashSet<ReceiveEndpoint>();
        foreach (var result in bus.BusControl.CheckHealth().Endpoints.Values)
        {
            if (result.ReceiveEndpoint is ReceiveEndpoint endpoint
                && EndpointInternals.IsMeantToRun(endpoint)
                && (result.Status != BusHealthStatus.Healthy || await EndpointInternals.IsOnClosedConnectionAsync(endpoint)))
                unwell.Add(endpoint);
        }

        return unwell;
    }
}
