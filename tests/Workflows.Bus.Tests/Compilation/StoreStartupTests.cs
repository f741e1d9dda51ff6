using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Compilation;

public sealed class StoreStartupTests : IDisposable
{
    private readonly CapturedLog _log = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _log.Dispose();

    [Fact]
    public async Task A_service_that_the_host_starts_before_the_bus_may_start_an_instance()
    {
        Migration migration = new();
        using var host = HostOf(migration, services => services.Insert(0, ServiceDescriptor.Singleton<IHostedService, EarlyBird>()));

        await host.StartAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);

        host.Services.GetServices<IHostedService>().OfType<EarlyBird>().Single().Accepted.ShouldNotBeNull().Outcome.ShouldBe(StartOutcome.Started);
        migration.Count.ShouldBe(1);
        await host.StopAsync(Token);
    }

    /// <summary>The clock stands still: no sweep, and no patience that ends.</summary>
    [Fact]
    public async Task Its_first_step_runs_as_soon_as_the_bus_is_there()
    {
        TaskCompletionSource ran = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = HostOf(
            new Migration(),
            services =>
            {
                services.Insert(0, ServiceDescriptor.Singleton<IHostedService, EarlyBird>());
                services.Replace(ServiceDescriptor.Singleton<TimeProvider>(new ManualClock()));
            },
            flow => flow.Step("ring", _ =>
            {
                ran.SetResult();
                return Task.CompletedTask;
            }));

        await host.StartAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        await ran.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        await host.StopAsync(Token);
    }

    [Fact]
    public async Task What_is_wrong_is_said_once_with_its_trace_and_then_now_and_then()
    {
        var clock = new ManualClock();
        var started = clock.GetUtcNow();
        Migration migration = new() { Error = new System.Net.Sockets.SocketException(111) };
        using var host = HostOf(migration, services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        await host.StartAsync(Token);

        while (migration.Count < 20)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        var said = _log.Lines.Where(line => line.EventId is 1301 or 1307).ToArray();
        said.Count(line => line.Exception is not null).ShouldBe(1);
        said[0].Message.ShouldBe("The store of workflows is not ready: Connection refused. It is tried again in 00:00:00.5000000, until it is. Messages wait meanwhile.");
        said.Skip(1).ShouldAllBe(line => line.EventId == 1307 && line.Level == LogLevel.Warning);
        said.Length.ShouldBeInRange(2, 2 + (int)((clock.GetUtcNow() - started) / TimeSpan.FromSeconds(30)), "one line in half a minute");
        await host.StopAsync(Token);
    }

    private IHost HostOf(Migration migration, Action<IServiceCollection> configure, Action<IWorkflowBuilder<Order>>? define = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_log);
        builder.Services.AddMassTransit(x =>
        {
            x.AddDurableWorkflows(workflows => workflows.AddWorkflow(() => new InlineWorkflow<Order>(define ?? (flow => flow.Sleep("nap", TimeSpan.FromDays(1))))));
            x.UsingInMemory((context, memory) => memory.ConfigureEndpoints(context));
        });
        builder.Services.RemoveAll<Workflows.Compilation.StoreChoice>();
        builder.Services.AddSingleton(new Workflows.Compilation.StoreChoice("Test", new WorkflowStoreOptions { MigrateAtStart = true }, _ => { }));
        builder.Services.Replace(ServiceDescriptor.Singleton<IStoreMigration>(migration));
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Migration : IStoreMigration
    {
        private int _count;

        public Exception? Error { get; init; }

        public int Count => Volatile.Read(ref _count);

        public Task MigrateAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _count);
            return Error is null ? Task.CompletedTask : Task.FromException(Error);
        }
    }

    private sealed class EarlyBird(IServiceScopeFactory scopes) : IHostedService
    {
        public WorkflowStartAccepted? Accepted { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await using var scope = scopes.CreateAsyncScope();
            Accepted = await scope.ServiceProvider.GetRequiredService<IWorkflowClient>().StartAsync("order", new Order(), cancellationToken: cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
