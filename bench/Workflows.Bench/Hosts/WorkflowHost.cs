using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Workflows.Bench.Measuring;
using Workflows.Bench.Services;
using Workflows.Bench.Subjects;
using Workflows.Instances;
using Workflows.Runtime;

namespace Workflows.Bench.Hosts;

/// <summary>A process of the product: bus, store, workers.</summary>
internal sealed class WorkflowHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly HostQueues _queues;

    private WorkflowHost(IHost host, HostQueues queues, Completions completions)
    {
        _host = host;
        _queues = queues;
        Completions = completions;
    }

    public Completions Completions { get; }

    public IServiceProvider Services => _host.Services;

    public IBus Bus => _host.Services.GetRequiredService<IBus>();

    /// <param name="services">Where PostgreSQL and RabbitMQ are.</param>
    /// <param name="schema">Schema of the store, also the prefix of the endpoints.</param>
    /// <param name="declare">Declares the workflows.</param>
    /// <param name="eventPrefix">Keeps its events from other hosts that run beside it. Default: they get them too.</param>
    public static async Task<WorkflowHost> StartAsync(BenchServices services, string schema, Action<IDurableWorkflowConfigurator> declare, string eventPrefix = "")
    {
        var completions = new Completions();
        var queues = new HostQueues(services.RabbitMq);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.AddSimpleConsole().SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(completions);
        builder.Services.AddReceiveEndpointObserver(_ => queues);
        builder.Services.AddSingleton<ICommitObserver, CompletionObserver>();
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(schema, false));
            x.AddDurableWorkflows(w =>
            {
                w.UsePostgres(services.ConnectionString, store =>
                {
                    store.Schema = schema;
                    store.MigrateAtStart = true;
                });
                declare(w);
            });
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(services.RabbitMq);
                cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, eventPrefix));
                cfg.ConfigureEndpoints(context);
            });
        });

        CountConflicts(builder.Services);
        var host = builder.Build();
        await host.StartAsync();
        await TablesAsync(services, schema);
        return new WorkflowHost(host, queues, completions);
    }

    /// <summary>Leaves the queues to another process that works on them.</summary>
    public async Task StopAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        await _queues.DeleteAsync();
    }

    private static void CountConflicts(IServiceCollection services)
    {
        var inner = services.Last(service => service.ServiceType == typeof(IInstanceGateway));
        services.Remove(inner);
        services.AddSingleton<IInstanceGateway>(provider => new ConflictCounter((IInstanceGateway)(inner.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, inner.ImplementationType!))));
    }

    /// <summary>The tables are made in the background; measuring begins when they are there.</summary>
    private static async Task TablesAsync(BenchServices services, string schema)
    {
        await using var source = NpgsqlDataSource.Create(services.ConnectionString);
        for (var i = 0; i < 300; i++)
        {
            await using var command = source.CreateCommand($"SELECT to_regclass('{schema}.definitions') IS NOT NULL");
            if (await command.ExecuteScalarAsync() is true)
                return;

            await Task.Delay(100);
        }

        throw new TimeoutException($"The tables of schema {schema} did not appear within 30 seconds.");
    }
}
