using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Diagnostics.Installation;
using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process of the test's own on both services, with its store in a context of an application that makes the tables itself.</summary>
internal sealed class ShopHost : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly NpgsqlDataSource _dataSource;

    private ShopHost(IHost host, NpgsqlDataSource dataSource) => (_host, _dataSource) = (host, dataSource);

    public string? Identity => _host.Services.GetRequiredService<StoreIdentity>().Value;

    /// <param name="prefix">Of its endpoints.</param>
    /// <param name="database">The connection string.</param>
    /// <param name="schema">That of the model; null: it names none.</param>
    public static async Task<ShopHost> StartAsync(string prefix, string database, string? schema)
    {
        var dataSource = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { MaxPoolSize = 15 }.ConnectionString);
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddDbContext<ShopContext>(options => ShopStore.Configure(options, dataSource, schema));
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(prefix, false));
            x.AddDurableWorkflows(w => w
                .AddWorkflow<ChoreWorkflow>(options => (options.Instances.QuorumQueue, options.Steps.QuorumQueue) = (false, false))
                .UseEntityFramework<ShopContext>());
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(Services.RabbitMqUri);
                cfg.ConfigureEndpoints(context);
            });
        });
        var host = new ShopHost(builder.Build(), dataSource);
        await ShopStore.CreateTablesAsync(host._host.Services);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        await host.RenewAsync();
        return host;
    }

    public async Task StartChoreAsync()
    {
        await using var scope = _host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IWorkflowClient>().StartAsync("Chore", new ChoreState(), cancellationToken: TestContext.Current.CancellationToken);
    }

    /// <returns>What is found now.</returns>
    public async Task<IReadOnlyList<WorkflowFindingKind>> RenewAsync()
    {
        var reading = await _host.Services.GetRequiredService<InstallationReport>().RenewAsync(TestContext.Current.CancellationToken);
        return [.. reading.Findings.Select(finding => finding.Kind)];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await _dataSource.DisposeAsync();
    }

    [Workflow("Chore", Version = 1)]
    internal sealed class ChoreWorkflow : Workflow<ChoreState>
    {
        protected override void Define(IWorkflowBuilder<ChoreState> flow) => flow.Step("do", _ => Task.CompletedTask).MessagePerStep();
    }

    internal sealed class ChoreState
    {
        public int Count { get; set; }
    }
}
