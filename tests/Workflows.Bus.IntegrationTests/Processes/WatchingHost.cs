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

    public static async Task<WatchingHost> StartAsync(Cluster cluster)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMassTransit(x =>
        {
            x.AddWorkflowMonitoring(workflows => workflows.UsePostgres(Services.PostgresConnectionString, store => store.Schema = cluster.Name));
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
