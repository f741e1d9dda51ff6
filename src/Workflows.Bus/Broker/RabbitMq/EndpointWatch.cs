using MassTransit.Transports;
using Microsoft.Extensions.Logging;
using Workflows.Runtime;

namespace Workflows.Broker.RabbitMq;

/// <summary>
/// Starts receive endpoints of the bus anew that stay without a channel on an open connection: one whose channel waits behind a consumer that does not end is
/// not told of the loss at all, and one whose own delivery on a lost connection does not end takes no other channel. So are those that have one, and still
/// consume on a connection that is closed. What fails while it starts, MassTransit itself tries again (since 8.5.3; https://github.com/MassTransit/MassTransit/issues/5942).
/// </summary>
internal sealed class EndpointWatch(WorkflowBus bus, BrokerConnection broker, LostConnectionWatch deliveries, ConsumerConnections consumers, RepairedEndpoints repaired, EndpointRestart restart, TimeProvider time, ILogger<EndpointWatch> logger) : EngineService(logger)
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
            if (await IsConnectedAsync(stoppingToken))
                await StartAnewAsync(stoppingToken);
            else
                _unwellSince.Clear();
        }
    }

    private async Task<bool> IsConnectedAsync(CancellationToken stoppingToken)
    {
        try
        {
            // Dropping a closed connection waits for what may never end.
            return await broker.TryUseAsync(deliveries.WatchAsync).WaitAsync(_patience, time, stoppingToken);
        }
        catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
        {
            RuntimeLog.NoConnection(Logger, failure);
            return false;
        }
    }

    /// <summary>Nobody waits for the starts: others may need one meanwhile.</summary>
    private async Task StartAnewAsync(CancellationToken stoppingToken)
    {
        foreach (var endpoint in await StayedUnwellAsync())
        {
            var why = endpoint.CurrentState == ReceiveEndpoint.State.Ready ? "it has no channel, consumes on a closed connection, or waits for a delivery that does not end" : endpoint.Message;
            RuntimeLog.EndpointStarted(Logger, endpoint.InputAddress, why);
            _unwellSince.Remove(endpoint);
            deliveries.LeaveBehind(endpoint.InputAddress);
            _ = restart.RunAsync(endpoint, stoppingToken);
        }
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
        return heldUp.Count == 0 ? [] : Endpoints().Where(endpoint => heldUp.Contains(endpoint.InputAddress));
    }

    private async Task<HashSet<ReceiveEndpoint>> FindUnwellAsync()
    {
        var unwell = new HashSet<ReceiveEndpoint>();
        foreach (var endpoint in Endpoints())
        {
            if (consumers.IsLeftBehind(endpoint) || !await EndpointInternals.HasChannelAsync(endpoint))
                unwell.Add(endpoint);
        }

        return unwell;
    }

    private IEnumerable<ReceiveEndpoint> Endpoints() =>
        from result in bus.Instance.BusControl.CheckHealth().Endpoints.Values
        let endpoint = result.ReceiveEndpoint as ReceiveEndpoint
        where endpoint is not null && repaired.Has(endpoint.InputAddress) && EndpointInternals.IsMeantToRun(endpoint)
        select endpoint;
}
