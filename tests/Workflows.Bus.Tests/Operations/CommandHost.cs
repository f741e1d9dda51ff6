using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Persistence.Memory;
using Workflows.Tests.Acceptance;

namespace Workflows.Tests.Operations;

/// <summary>One process with workflows, as other services on the bus see it: they know its messages and nothing else of it.</summary>
internal sealed class CommandHost : IAsyncDisposable
{
    private readonly IHost _host;
    private Task? _stop;

    private CommandHost(IHost host, CapturedLog log) => (_host, Log) = (host, log);

    public IServiceProvider Services => _host.Services;

    public IBus Bus => Services.GetRequiredService<IBus>();

    public CapturedLog Log { get; }

    public IWorkflowStore Store => Services.GetRequiredService<IWorkflowStore>();

    /// <param name="workflows">Declares the workflows of the process.</param>
    /// <param name="shared">A process that it shares the store with.</param>
    /// <param name="endpoints">Endpoints that are there besides.</param>
    public static async Task<CommandHost> StartAsync(Action<IDurableWorkflowConfigurator> workflows, CommandHost? shared = null, Action<IInMemoryBusFactoryConfigurator>? endpoints = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            bus.AddDurableWorkflows(workflows);
            bus.UsingInMemory((context, configurator) =>
            {
                endpoints?.Invoke(configurator);
                configurator.ConfigureEndpoints(context);
            });
        });
        if (shared is not null)
        {
            var store = shared.Services.GetRequiredService<MemoryWorkflowStore>();
            builder.Services.AddSingleton(store);
            builder.Services.AddSingleton<IWorkflowStore>(store);
        }

        var log = new CapturedLog();
        builder.Logging.AddProvider(log);
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        var host = new CommandHost(builder.Build(), log);
        await host._host.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.ShouldHoldAsync(() => host.Log.Lines.Any(line => line.EventId is 1300 or 1302 or 1303));
        return host;
    }

    /// <summary>Commands and asks for nothing.</summary>
    public Task PublishAsync<TCommand>(TCommand command, Guid? messageId = null)
        where TCommand : class => Bus.Publish(command, Pipe.Execute<PublishContext>(context => context.MessageId = messageId ?? context.MessageId), TestContext.Current.CancellationToken);

    /// <summary>Commands and waits for the answer.</summary>
    public async Task<object> AskAsync<TCommand, TAccepted>(TCommand command)
        where TCommand : class
        where TAccepted : class
    {
        var client = Bus.CreateRequestClient<TCommand>(RequestTimeout.After(m: 1));
        var response = await client.GetResponse<TAccepted, WorkflowOperationRefused>(command, TestContext.Current.CancellationToken);
        return response.Message;
    }

    public async Task<Guid> StartInstanceAsync(string workflow, object state)
    {
        var answer = await AskAsync<StartWorkflow, WorkflowStartAccepted>(new StartWorkflow { Workflow = workflow, State = System.Text.Json.JsonSerializer.Serialize(state) });
        return answer.ShouldBeOfType<WorkflowStartAccepted>().InstanceId;
    }

    public async Task<WorkflowStatus?> StatusOfAsync(Guid id) => (await Store.GetAsync(id, TestContext.Current.CancellationToken))?.Summary.Status;

    public Task ComesToAsync(Guid id, WorkflowStatus status) => Eventually.ShouldBeAsync(() => StatusOfAsync(id), (WorkflowStatus?)status);

    public async Task<int> CountAsync() => (await Store.ListAsync(new WorkflowFilter(), null, 500, TestContext.Current.CancellationToken)).Count;

    /// <summary>The process ends; what it has stored stays.</summary>
    public Task StopAsync() => _stop ??= _host.StopAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
    }
}
