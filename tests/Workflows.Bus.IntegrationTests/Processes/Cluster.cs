using MassTransit;
using RabbitMQ.Client.Exceptions;
using Workflows.IntegrationTests.Observation;
using Workflows.TestWorker;
using Workflows.TestWorker.Definitions;

namespace Workflows.IntegrationTests.Processes;

/// <summary>
/// Processes that share a schema and a set of queues which nobody else uses, a bus to talk to them, and a view of their store. The test itself runs no workflow:
/// when all workers are dead, nothing moves.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly Type[] _workflows;
    private readonly List<WorkerProcess> _workers = [];
    private int _startedCount;

    private Cluster(string name, Type[] workflows, InstanceView instances, TestBus bus)
    {
        Name = name;
        _workflows = workflows;
        Instances = instances;
        Bus = bus;
    }

    public string Name { get; }

    public InstanceView Instances { get; }

    public TestBus Bus { get; }

    public IReadOnlyList<WorkerProcess> Workers => _workers;

    /// <param name="workflows">Workflow classes that its processes register.</param>
    public static async Task<Cluster> CreateAsync(params Type[] workflows)
    {
        var name = $"t{Guid.NewGuid():N}"[..9];
        var instances = await InstanceView.CreateAsync(name);
        return new Cluster(name, workflows, instances, await TestBus.StartAsync(name));
    }

    /// <summary>Starts a process, and does not wait for it.</summary>
    /// <param name="configure">What is special about it.</param>
    public WorkerProcess Start(Action<WorkerSettings>? configure = null)
    {
        var settings = new WorkerSettings
        {
            Name = $"{Name}-{++_startedCount}",
            Prefix = Name,
            Schema = Name,
            Workflows = string.Join(',', _workflows.Select(KnownWorkflows.NameOf)),
            Database = Services.PooledConnectionString(most: 15),
            Records = Services.PooledConnectionString(most: 5),
            Broker = Services.RabbitMqUri.ToString(),
            SweepInterval = TimeSpan.FromSeconds(1),
        };
        configure?.Invoke(settings);
        var worker = WorkerProcess.Start(settings);
        _workers.Add(worker);
        WorkersOfTest.Add(worker);
        return worker;
    }

    /// <summary>Starts a process and waits until its endpoints take messages.</summary>
    public Task<WorkerProcess> StartReadyAsync(Action<WorkerSettings>? configure = null) => Start(configure).WaitUntilReadyAsync();

    /// <summary>Starts processes at once and waits for all of them.</summary>
    public Task<WorkerProcess[]> StartReadyAsync(int count, Action<WorkerSettings>? configure = null) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(_ => Start(configure).WaitUntilReadyAsync()).ToArray());

    public Task KillAllAsync() => Task.WhenAll(_workers.Where(worker => !worker.HasExited).Select(worker => worker.KillAsync()));

    public Task StopAllAsync() => Task.WhenAll(_workers.Where(worker => !worker.HasExited).Select(worker => worker.StopAsync()));

    /// <summary>Name of the queue that takes messages to the instances of a workflow.</summary>
    public string QueueOf<TWorkflow>()
        where TWorkflow : class => QueueOf(typeof(TWorkflow));

    /// <summary>Name of the queue of a workflow's steps.</summary>
    public string StepQueueOf<TWorkflow>()
        where TWorkflow : class => $"{QueueOf<TWorkflow>()}-steps";

    public string CommandQueue => $"{Name}-workflow-commands";

    public async ValueTask DisposeAsync()
    {
        foreach (var worker in _workers)
        {
            await worker.DisposeAsync();
            WorkersOfTest.Attach(worker);
        }

        await Bus.DisposeAsync();
        await DeleteQueuesAsync();
        await Instances.DropAsync();
    }

    private async Task DeleteQueuesAsync()
    {
        try
        {
            await using var broker = await Broker.ConnectAsync();
            foreach (var queue in _workflows.Select(QueueOf).SelectMany(queue => new[] { queue, $"{queue}-steps" }).Append(CommandQueue))
            {
                await broker.DeleteAsync(queue);
                await broker.DeleteAsync($"{queue}_error");
            }
        }
        catch (BrokerUnreachableException exception)
        {
            // What the test failed with must not be replaced by this.
            TestContext.Current.SendDiagnosticMessage("The queues of {0} stay: {1}", Name, exception.Message);
        }
    }

    private string QueueOf(Type workflow) => new KebabCaseEndpointNameFormatter(false).SanitizeName(Name + workflow.Name);
}
