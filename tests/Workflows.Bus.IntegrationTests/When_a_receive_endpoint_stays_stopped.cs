using MassTransit;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Broker.RabbitMq;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.Runtime;

namespace Workflows.IntegrationTests;

public sealed class When_a_receive_endpoint_stays_stopped
{
    [Fact]
    public async Task It_is_started_anew_and_receives_again_unless_somebody_stopped_it()
    {
        var unanswered = new UnansweredStart();
        await using var host = await PingHost.StartAsync(
            endpoint => endpoint.ConnectReceiveEndpointObserver(unanswered),
            (bus, prefix) => bus.ReceiveEndpoint($"{prefix}-stopped", endpoint => endpoint.Handler<PingHost.Ping>(_ => Task.CompletedTask)));
        var stopped = (ReceiveEndpoint)HealthOf(host, "-stopped").ReceiveEndpoint;
        await stopped.Stop(TestContext.Current.CancellationToken);

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await Eventually.CompletesAsync(unanswered.Happened, () => "The endpoint was not started after the loss of the connection.");
        HealthOf(host, "-pings").Status.ShouldNotBe(BusHealthStatus.Healthy);
        await Eventually.HoldsAsync(() => HealthOf(host, "-pings").Status == BusHealthStatus.Healthy, () => host.Bus.CheckHealth().Description);

        var received = host.NextPing();
        await host.Services.GetRequiredService<BusSender>().SendAsync(host.Address, new PingHost.Ping(), TestContext.Current.CancellationToken);
        await Eventually.CompletesAsync(received, () => "The ping was not received.");
        stopped.CurrentState.ShouldBe(ReceiveEndpoint.State.Completed);
    }

    private static EndpointHealthResult HealthOf(PingHost host, string name) =>
        host.Bus.CheckHealth().Endpoints.Single(endpoint => endpoint.Key.EndsWith(name, StringComparison.Ordinal)).Value;

    /// <summary>Ends the second start of an endpoint as RabbitMQ's client ends a request that was not answered.</summary>
    private sealed class UnansweredStart : IReceiveEndpointObserver
    {
        private readonly TaskCompletionSource _happened = new();
        private int _startCount;

        public Task Happened => _happened.Task;

        public Task Ready(ReceiveEndpointReady ready)
        {
            if (Interlocked.Increment(ref _startCount) != 2)
                return Task.CompletedTask;

            _happened.SetResult();
            throw new TaskCanceledException("no answer");
        }

        public Task Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

        public Task Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

        public Task Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
    }
}
