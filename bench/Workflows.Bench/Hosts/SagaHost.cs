using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Bench.Services;
using Workflows.Bench.Subjects;

namespace Workflows.Bench.Hosts;

/// <summary>The hand-written peer: the same prefetch and concurrency as the product's defaults.</summary>
internal sealed class SagaHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly HostQueues _queues;

    private SagaHost(IHost host, HostQueues queues, Completions completions)
    {
        _host = host;
        _queues = queues;
        Completions = completions;
    }

    public Completions Completions { get; }

    public IBus Bus => _host.Services.GetRequiredService<IBus>();

    /// <param name="services">Where PostgreSQL and RabbitMQ are.</param>
    /// <param name="quorumQueues">As the product's are by default; otherwise classic ones, as MassTransit declares them by itself.</param>
    public static async Task<SagaHost> StartAsync(BenchServices services, bool quorumQueues)
    {
        var completions = new Completions();
        var queues = new HostQueues(services.RabbitMq);
        var name = quorumQueues ? "bench-saga" : "bench-saga-classic";
        var addresses = new SagaAddresses(name, $"{name}-steps");
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(completions);
        builder.Services.AddSingleton(addresses);
        builder.Services.AddReceiveEndpointObserver(_ => queues);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.AddSagaStateMachine<HandWrittenSaga, HandWrittenInstance>().InMemoryRepository();
            x.AddConsumer<DoStepConsumer>();
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(services.RabbitMq);
                cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, $"{name}."));
                cfg.ReceiveEndpoint(addresses.SagaQueue, endpoint =>
                {
                    Tune(endpoint, quorumQueues);

                    // Without it a reply overtakes the end of the saga's own pass, finds no saga, and the workflow stands still for ever.
                    endpoint.UseInMemoryOutbox(context);
                    endpoint.ConfigureSaga<HandWrittenInstance>(context);
                });
                cfg.ReceiveEndpoint(addresses.StepsQueue, endpoint =>
                {
                    Tune(endpoint, quorumQueues);
                    endpoint.ConfigureConsumer<DoStepConsumer>(context);
                });
            });
        });

        var host = builder.Build();
        await host.StartAsync();
        return new SagaHost(host, queues, completions);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        await _queues.DeleteAsync();
    }

    private static void Tune(IRabbitMqReceiveEndpointConfigurator endpoint, bool quorumQueues)
    {
        var defaults = new WorkflowEndpointOptions();
        if (quorumQueues)
            endpoint.SetQuorumQueue();

        endpoint.PrefetchCount = defaults.PrefetchCount;
        endpoint.ConcurrentMessageLimit = defaults.ConcurrentMessageLimit;
    }
}
