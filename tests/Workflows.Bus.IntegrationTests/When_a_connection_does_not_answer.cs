using MassTransit;
using MassTransit.RabbitMqTransport;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Runtime;

namespace Workflows.IntegrationTests;

public sealed class When_a_connection_does_not_answer
{
    [Fact]
    public async Task It_is_given_up_and_the_bus_goes_on_with_another()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var prefix = $"t{Guid.NewGuid().ToString("N")[..8]}";
        var received = new TaskCompletionSource();
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix, false));
            x.AddDurableWorkflows(w => w.UseInMemory());
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(Services.RabbitMqUri);
                cfg.ReceiveEndpoint($"{prefix}-pings", endpoint =>
                {
                    endpoint.Handler<Ping>(ping =>
                    {
                        received.TrySetResult();
                        return Task.CompletedTask;
                    });
                });
                cfg.ConfigureEndpoints(context);
            });
        });
        using var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        var ended = await ConnectionEndAsync(host.Services);

        host.Services.GetRequiredService<BrokerReset>().Suspect(new TaskCanceledException("no answer"));
        await ended.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        await host.Services.GetRequiredService<BusSender>().SendAsync(new Uri($"exchange:{prefix}-pings"), new Ping(), TestContext.Current.CancellationToken);
        await received.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        await host.StopAsync(TestContext.Current.CancellationToken);
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

    public sealed record Ping;
}
