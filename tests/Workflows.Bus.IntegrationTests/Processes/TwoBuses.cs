using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process with two buses on one broker, each with exchanges of its own, and workflows on the second.</summary>
internal sealed class TwoBuses : IAsyncDisposable
{
    private readonly IHost _host;

    private TwoBuses(IHost host, string prefix) => (_host, Prefix) = (host, prefix);

    /// <summary>Before the names of everything on the second bus.</summary>
    public string Prefix { get; }

    public IServiceProvider Provider => _host.Services;

    /// <summary>What consumers got, and on which bus.</summary>
    public ConcurrentQueue<string> Heard { get; } = new();

    public static async Task<TwoBuses> StartAsync()
    {
        var name = $"b{Guid.NewGuid().ToString("N")[..8]}";
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.None);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        TwoBuses? buses = null;
        builder.Services.AddMassTransit<ISideBus>(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter($"{name}-side", false));
            x.AddDurableWorkflows(w => w.AddWorkflow<ErrandWorkflow>(options => (options.Instances.QuorumQueue, options.Steps.QuorumQueue) = (false, false)));
            x.UsingRabbitMq((context, cfg) =>
            {
                Configure(cfg, "side", () => buses!);
                cfg.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType);
                cfg.ConfigureEndpoints(context);
            });
        });
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.UsingRabbitMq((_, cfg) => Configure(cfg, "main", () => buses!));
        });
        buses = new TwoBuses(builder.Build(), $"{name}-side");
        await buses._host.StartAsync(TestContext.Current.CancellationToken);
        return buses;

        void Configure(IRabbitMqBusFactoryConfigurator cfg, string bus, Func<TwoBuses> host)
        {
            cfg.Host(Services.RabbitMqUri);
            cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, $"{name}-{bus}."));
            cfg.ReceiveEndpoint($"{name}-{bus}-listener", endpoint =>
            {
                endpoint.AutoDelete = true;
                endpoint.Handler<ErrandDone>(context =>
                {
                    host().Heard.Enqueue($"{context.Message.Result} on {bus}");
                    return Task.CompletedTask;
                });
            });
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}

public interface ISideBus : IBus;

public sealed record ErrandBegan(string Who);

/// <summary>The same members as <see cref="ErrandBegan"/>: by these alone nobody could tell the two apart.</summary>
public sealed record ErrandAllowed(string Who);

public sealed record ErrandDone(string Result);

public sealed class Errand
{
    public string? Who { get; set; }
}

public sealed class ErrandWorkflow : Workflow<Errand>
{
    protected override void Define(IWorkflowBuilder<Errand> flow)
    {
        flow.StartedBy<ErrandBegan>(e => new Errand { Who = e.Who });
        flow.Step("prepare", _ => Task.CompletedTask).MessagePerStep();
        flow.Sleep("rest", TimeSpan.FromMilliseconds(200));
        flow.WaitFor<ErrandAllowed>("permission").CorrelatedBy(e => e.Who, s => s.Who);
        flow.Step("run", context =>
        {
            context.Publish(new ErrandDone($"done by {context.State.Who}"));
            return Task.CompletedTask;
        });
    }
}
