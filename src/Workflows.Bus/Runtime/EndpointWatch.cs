using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.Logging;

namespace Workflows.Runtime;

/// <summary>
/// Starts receive endpoints of the bus anew that stay stopped. MassTransit's loop that starts an endpoint again and again after a loss of the broker ends for
/// good when a start ends as canceled, which RabbitMQ's client does with a request that was not answered
/// (https://github.com/MassTransit/MassTransit/issues/5942). And one whose channel waits behind a consumer that does not end is not told of the loss at all;
/// nor does one receive whose own delivery on a lost connection does not end.
/// </summary>
internal sealed class EndpointWatch(IBusInstance bus, BrokerConnection broker, LostConnectionWatch deliveries, EndpointRestart restart, TimeProvider time, ILogger<EndpointWatch> logger) : EngineService(logger)
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    /// <summary>Longer than a start takes, and than the client waits for an answer.</summary>
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    private readonly Dictionary<ReceiveEndpoint, DateTimeOffset> _unwellSince = [];

    protected override async Task RunAsync(CancellationToken stoppingToken)
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
            RuntimeLog.NoConnection(Logger, failure);
            return false;
        }
    }

    private async Task StartAnewAsync(CancellationToken stoppingToken)
    {
        var stayed = await StayedUnwellAsync();
        foreach (var endpoint in stayed)
        {
            var why = endpoint.CurrentState == ReceiveEndpoint.State.Ready ? "it has no channel, or one behind a delivery that does not end" : endpoint.Message;
            RuntimeLog.EndpointStarted(Logger, endpoint.InputAddress, why);
            _unwellSince.Remove(endpoint);
            deliveries.LeaveBehind(endpoint.InputAddress);
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

        return [.. _unwellSince.Where(pair => now - pair.Value >= _patience).Select(pair => pair.Key).Union(FindHeldUp())];
    }

    private IEnumerable<ReceiveEndpoint> FindHeldUp()
    {
        var heldUp = deliveries.FindHeldUp(_patience);
        return heldUp.Count == 0 ? [] : Endpoints().Select(one => one.Endpoint).Where(endpoint => heldUp.Contains(endpoint.InputAddress));
    }

    private async Task<HashSet<ReceiveEndpoint>> FindUnwellAsync()
    {
        var unwell = new HashSet<ReceiveEndpoint>();
        foreach (var (endpoint, status) in Endpoints())
        {
            if (status != BusHealthStatus.Healthy || !await EndpointInternals.HasChannelAsync(endpoint))
                unwell.Add(endpoint);
        }

        return unwell;
    }

    private IEnumerable<(ReceiveEndpoint Endpoint, BusHealthStatus Status)> Endpoints() =>
        from result in bus.BusControl.CheckHealth().Endpoints.Values
        let endpoint = result.ReceiveEndpoint as ReceiveEndpoint
        where endpoint is not null && EndpointInternals.IsMeantToRun(endpoint)
        select (endpoint, result.Status);
}
