using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Workflows.Broker.RabbitMq;
using Workflows.IntegrationTests.Observation;
using Workflows.IntegrationTests.Processes;
using Workflows.Runtime;

namespace Workflows.IntegrationTests;

public sealed class When_a_connection_does_not_answer
{
    [Fact]
    public async Task It_is_given_up_and_the_bus_goes_on_with_another()
    {
        await using var host = await PingHost.StartAsync();
        var ended = await ConnectionEndAsync(host.Services);

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        var received = host.NextPing();
        await host.Services.GetRequiredService<BusSender>().SendAsync(host.Address, new PingHost.Ping(), TestContext.Current.CancellationToken);
        await received.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }

    /// <summary>A connection that had to be made first is left alone. On a busy machine one that was there must not be taken for such a one.</summary>
    [Fact]
    public async Task It_is_given_up_however_slow_the_machine_is()
    {
        await using var host = await PingHost.StartAsync();
        var ended = await ConnectionEndAsync(host.Services);
        var connection = new BrokerConnection(host.Services, atOnce: TimeSpan.Zero);
        var restart = new EndpointRestart(NullLogger<EndpointRestart>.Instance);

        new BrokerReset(connection, restart, TimeProvider.System, NullLogger<BrokerReset>.Instance).Suspect(new TaskCanceledException("no answer"));

        await Eventually.CompletesAsync(ended, () => "The connection was not given up.");
    }

    /// <returns>Completes when the connection that the bus has now is closed.</returns>
    private static async Task<Task> ConnectionEndAsync(IServiceProvider services)
    {
        var ended = new TaskCompletionSource();
        var host = (IRabbitMqHostConfiguration)services.GetRequiredService<IBusInstance>().HostConfiguration;
        await host.ConnectionContextSupervisor.Send(MassTransit.Pipe.Execute<ConnectionContext>(context => context.Connection.ConnectionShutdownAsync += (_, _) =>
        {
            ended.TrySetResult();
            return Task.CompletedTask;
        }), TestContext.Current.CancellationToken);
        return ended.Task;
    }
}
