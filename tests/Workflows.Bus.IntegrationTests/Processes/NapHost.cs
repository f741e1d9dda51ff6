using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;
using Workflows.IntegrationTests.Persistence;

namespace Workflows.IntegrationTests.Processes;

/// <summary>A process of the test's own on both services, whose workflows sleep, and whose time the test moves.</summary>
internal sealed class NapHost : IAsyncDisposable
{
    private readonly IHost _host;

    private NapHost(IHost host, string schema, ShiftedTime time) => (_host, Schema, Time) = (host, schema, time);

    public string Schema { get; }

    public ShiftedTime Time { get; }

    public static async Task<NapHost> StartAsync()
    {
        var name = $"n{Guid.NewGuid().ToString("N")[..8]}";
        var time = new ShiftedTime();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter(name, false));
            x.AddDurableWorkflows(w => w
                .AddWorkflow<NapWorkflow>(options => (options.Instances.QuorumQueue, options.Steps.QuorumQueue) = (false, false))
                .UsePostgres(Services.PostgresConnectionString, store => (store.Schema, store.MigrateAtStart) = ($"test_{name}", true)));
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(Services.RabbitMqUri);
                cfg.ConfigureEndpoints(context);
            });
        });
        var host = new NapHost(builder.Build(), $"test_{name}", time);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        return host;
    }

    public T Get<T>()
        where T : notnull => _host.Services.GetRequiredService<T>();

    public async Task<TResult> AskAsync<TService, TResult>(Func<TService, Task<TResult>> ask)
        where TService : notnull
    {
        await using var scope = _host.Services.CreateAsyncScope();
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <returns>An instance that sleeps.</returns>
    public async Task<Guid> StartNapAsync() =>
        (await AskAsync<IWorkflowClient, WorkflowStartAccepted>(client => client.StartAsync("Nap", new NapState()))).InstanceId;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        await TestSchema.ExecuteAsync($"DROP SCHEMA IF EXISTS {Schema} CASCADE");
    }

    [Workflow("Nap", Version = 1)]
    internal sealed class NapWorkflow : Workflow<NapState>
    {
        protected override void Define(IWorkflowBuilder<NapState> flow) => flow.Sleep("nap", TimeSpan.FromMinutes(5));
    }

    internal sealed class NapState
    {
        public int Count { get; set; }
    }
}
