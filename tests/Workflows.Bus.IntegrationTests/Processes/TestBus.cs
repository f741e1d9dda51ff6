using System.Collections.Concurrent;
using System.Text.Json;
using MassTransit;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.TestWorker.Messages;

namespace Workflows.IntegrationTests.Processes;

/// <summary>The bus as other services of the company have it: they publish, and consume what workflows publish. It knows nothing of workflows.</summary>
internal sealed class TestBus : IAsyncDisposable
{
    private readonly IBusControl _bus;
    private readonly string _prefix;

    private TestBus(IBusControl bus, string prefix, ConcurrentQueue<(object, Guid)> received) => (_bus, _prefix, Received) = (bus, prefix, received);

    /// <summary>Messages that steps published, with their ids, as often as they came.</summary>
    public ConcurrentQueue<(object Message, Guid MessageId)> Received { get; }

    public static async Task<TestBus> StartAsync(string prefix)
    {
        var received = new ConcurrentQueue<(object, Guid)>();
        var bus = MassTransit.Bus.Factory.CreateUsingRabbitMq(cfg =>
        {
            cfg.Host(Services.RabbitMqUri);
            cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, prefix + "."));
            cfg.ReceiveEndpoint(new TemporaryEndpointDefinition($"{prefix}-witness"), endpoint =>
            {
                endpoint.Handler<BagPacked>(context => Receive(context));
                endpoint.Handler<TrainBoarded>(context => Receive(context));
                endpoint.Handler<StockReserved>(context => Receive(context));
            });
        });
        await bus.StartAsync(TestContext.Current.CancellationToken);
        return new TestBus(bus, prefix, received);

        Task Receive<T>(ConsumeContext<T> context)
            where T : class
        {
            received.Enqueue((context.Message, context.MessageId!.Value));
            return Task.CompletedTask;
        }
    }

    /// <returns>The message id.</returns>
    public async Task<Guid> PublishAsync<T>(T message, Guid? messageId = null)
        where T : class
    {
        var id = messageId ?? NewId.NextGuid();
        await _bus.Publish(message, context => context.MessageId = id, TestContext.Current.CancellationToken);
        return id;
    }

    /// <summary>Publishes an event that starts a workflow.</summary>
    /// <returns>The id that the instance has.</returns>
    public async Task<Guid> StartByAsync<T>(string workflow, T message)
        where T : class => DeterministicId.OfStart(workflow, await PublishAsync(message));

    /// <summary>Asks for a start, as a service without a database does, and does not wait for an answer.</summary>
    /// <returns>The id that the instance has.</returns>
    public async Task<Guid> StartAsync(string workflow, object state)
    {
        var instanceId = NewId.NextGuid();
        await PublishAsync(new StartWorkflow { Workflow = workflow, State = JsonSerializer.Serialize(state), InstanceId = instanceId });
        return instanceId;
    }

    /// <summary>Asks for a start and waits for the answer.</summary>
    public async Task<object> RequestStartAsync(string workflow, object state)
    {
        var client = _bus.CreateRequestClient<StartWorkflow>(AddressOf($"{_prefix}-workflow-commands"), RequestTimeout.After(m: 2));
        var command = new StartWorkflow { Workflow = workflow, State = JsonSerializer.Serialize(state), InstanceId = NewId.NextGuid() };
        var response = await client.GetResponse<WorkflowStartAccepted, WorkflowOperationRefused>(command, TestContext.Current.CancellationToken);
        return response.Message;
    }

    /// <summary>Commands an instance and waits for the answer.</summary>
    public async Task<object> AskAsync<TCommand>(TCommand command)
        where TCommand : class, IWorkflowOperation
    {
        var client = _bus.CreateRequestClient<TCommand>(AddressOf($"{_prefix}-workflow-commands"), RequestTimeout.After(m: 2));
        var response = await client.GetResponse<WorkflowOperationAccepted, WorkflowOperationRefused>(command, TestContext.Current.CancellationToken);
        return response.Message;
    }

    public async Task SendAsync<T>(string queue, T message, Guid? messageId = null)
        where T : class
    {
        var endpoint = await _bus.GetSendEndpoint(AddressOf(queue));
        await endpoint.Send(message, context => context.MessageId = messageId ?? NewId.NextGuid(), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync() => await _bus.StopAsync(TimeSpan.FromSeconds(10));

    private static Uri AddressOf(string queue) => new($"exchange:{queue}");
}
