using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;

namespace Workflows.IntegrationTests.Processes;

/// <summary>An application that registers no workflow: it looks at those of a cluster, and has it work on jobs.</summary>
internal sealed class WatchingHost : IAsyncDisposable
{
    private readonly IHost _host;

    private WatchingHost(IHost host) => _host = host;

    public IServiceProvider Provider => _host.Services;

    /// <param name="cluster">Whose store it looks at.</param>
    /// <param name="configure">More of the settings of the store.</param>
    /// <param name="database">Another way to the database than the one of the test run.</param>
    public static async Task<WatchingHost> StartAsync(Cluster cluster, Action<PostgresStoreOptions>? configure = null, string? database = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.AddWorkflowMonitoring(workflows => workflows.UsePostgres(database ?? Services.PostgresConnectionString, store =>
            {
                store.Schema = cluster.Name;
                configure?.Invoke(store);
            }));
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(Services.RabbitMqUri);
                cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, cluster.Name + "."));
                cfg.ConfigureEndpoints(context);
            });
        });
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new WatchingHost(host);
    }

    public async Task<T> BulkAsync<T>(Func<IWorkflowBulk, Task<T>> act)
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<IWorkflowBulk>());
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
