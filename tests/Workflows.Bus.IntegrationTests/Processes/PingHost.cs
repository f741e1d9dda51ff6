using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Tests.Acceptance;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A bus of the test's own process on the real broker, with workflows and a queue for pings.</summary>
internal sealed class PingHost : IAsyncDisposable
{
    private readonly string _prefix = $"t{Guid.NewGuid().ToString("N")[..8]}";
    private readonly CapturedLog _log = new();
    private readonly IHost _host;
    private TaskCompletionSource _received = new();

    private PingHost(Uri broker, Action<IReceiveEndpointConfigurator>? configure, Action<IRabbitMqBusFactoryConfigurator, string>? more, WorkflowBrokerRepair repair)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddProvider(_log);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(_prefix, false));
            x.AddDurableWorkflows(w => w.UseInMemory().Configure(options => options.BrokerRepair = repair));
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(broker);
                cfg.ReceiveEndpoint($"{_prefix}-pings", endpoint =>
                {
                    endpoint.Handler<Ping>(_ =>
                    {
                        _received.TrySetResult();
                        return Task.CompletedTask;
                    });
                    configure?.Invoke(endpoint);
                });
                more?.Invoke(cfg, _prefix);
                cfg.ConfigureEndpoints(context);
            });
        });
        _host = builder.Build();
    }

    public IServiceProvider Services => _host.Services;

    public IBusControl Bus => Services.GetRequiredService<IBusControl>();

    /// <summary>What the names of its endpoints begin with.</summary>
    public string Prefix => _prefix;

    /// <summary>The queue for pings.</summary>
    public Uri Address => new($"exchange:{_prefix}-pings");

    /// <param name="configure">More of the endpoint for pings.</param>
    /// <param name="more">More endpoints, whose names begin with the text given.</param>
    /// <param name="broker">Null: that of the test run.</param>
    /// <param name="repair">What is repaired after a loss of the broker. The endpoints for pings, and what <paramref name="more"/> adds, are the application's own.</param>
    public static async Task<PingHost> StartAsync(
        Action<IReceiveEndpointConfigurator>? configure = null,
        Action<IRabbitMqBusFactoryConfigurator, string>? more = null,
        Uri? broker = null,
        WorkflowBrokerRepair repair = WorkflowBrokerRepair.AllEndpoints)
    {
        var host = new PingHost(broker ?? IntegrationTests.Services.RabbitMqUri, configure, more, repair);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    /// <returns>How its endpoints are, and what it logged as warnings and errors.</returns>
    public string Describe()
    {
        var endpoints = Bus.CheckHealth().Endpoints.Select(endpoint => $"{endpoint.Key}: {endpoint.Value.Status}, {endpoint.Value.Description}");
        var lines = _log.Lines.Where(line => line.Level >= LogLevel.Warning).Select(line => $"{line.Level} {line.Category}: {line.Message} {line.Exception?.Message}");
        return string.Join('\n', endpoints.Concat(lines));
    }

    /// <returns>Completes when a ping is received from now on.</returns>
    public Task NextPing()
    {
        _received = new TaskCompletionSource();
        return _received.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }

    public sealed record Ping;
}
