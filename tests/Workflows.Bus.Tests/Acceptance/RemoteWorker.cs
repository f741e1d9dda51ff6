using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>
/// A process without the store, on a bus and with a clock of its own. What it sends to instances is carried over to the process that has it, and the answers back.
/// </summary>
internal sealed class RemoteWorker : IAsyncDisposable
{
    private static readonly Uri _instances = WorkflowEndpoints.AddressOf("instances");

    private readonly ConsumedSteps _consumed = new();
    private readonly TestBus _engine;
    private readonly ServiceProvider _services;
    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _takenCount;
    private int _arrivalCount;
    private int _canceledCount;

    private RemoteWorker(string name, TestBus engine)
    {
        Name = name;
        _engine = engine;
        _services = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(Clock)
            .AddMassTransitTestHarness(TextWriter.Null, x =>
            {
                x.AddWorkflowStepWorker(w =>
                {
                    w.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("dig", DigAsync)));
                    w.Configure(options => options.WorkerName = name);
                });
                x.AddHandler<StepRunning>(CarryAsync).Endpoint(endpoint => endpoint.Name = "instances");
                x.AddHandler<StepEnded>(CarryAsync).Endpoint(endpoint => endpoint.Name = "instances");
            })
            .BuildServiceProvider(validateScopes: true);
    }

    public string Name { get; }

    public ManualClock Clock { get; } = new();

    public CapturedLog Log { get; } = new();

    /// <summary>False: its instance is of a release that does not answer.</summary>
    public bool IsAnswered { get; set; } = true;

    public ConcurrentQueue<StepRunning> Reports { get; } = new();

    public ConcurrentQueue<StepEnded> Outcomes { get; } = new();

    /// <summary>Messages that it was given and is done with.</summary>
    public int DoneCount => _consumed.Count;

    /// <summary>How often the code of the step has begun.</summary>
    public int ArrivalCount => Volatile.Read(ref _arrivalCount);

    /// <summary>How often it was ended by its token.</summary>
    public int CanceledCount => Volatile.Read(ref _canceledCount);

    public bool HasEndedAttempts => Log.Lines.Any(line => line.EventId == 1104);

    private ITestHarness Harness => _services.GetRequiredService<ITestHarness>();

    public static async Task<RemoteWorker> StartAsync(string name, TestBus engine)
    {
        var worker = new RemoteWorker(name, engine);
        worker.Harness.TestInactivityTimeout = TimeSpan.FromSeconds(30);
        await worker.Harness.Start();
        worker.Harness.Bus.ConnectConsumeObserver(worker._consumed);
        return worker;
    }

    /// <summary>The message for the open attempt comes here.</summary>
    public async Task TakeAsync(WorkflowRun run, bool repeated = false, bool redelivered = false)
    {
        _takenCount++;
        var instance = _engine.Stored(run);
        var (_, message) = _engine.Get<StepMessages>().For(instance, instance.Execution.Tokens[0], repeated).ShouldNotBeNull();
        var queue = _services.GetRequiredService<WorkflowEndpoints>().StepsOf(typeof(InlineWorkflow<Order>), null);
        var target = await Harness.Bus.GetSendEndpoint(WorkflowEndpoints.AddressOf(queue));
        await target.Send(message with { ReplyTo = _instances }, send =>
        {
            if (redelivered)
                send.Headers.Set(MessageHeaders.RedeliveryCount, 1);
        }, TestContext.Current.CancellationToken);
    }

    public Task ReachedAsync(int count = 1) => Eventually.ShouldHoldAsync(() => ArrivalCount == count);

    /// <summary>Moves its clock on to the next report, and waits until that has been handled.</summary>
    public async Task ReportAsync()
    {
        var count = Reports.Count;
        await Eventually.ShouldHoldAsync(() => Clock.NextDueAt is not null);
        Clock.MoveTo(Clock.NextDueAt!.Value);
        await Eventually.ShouldHoldAsync(() => Reports.Count > count);
    }

    /// <summary>Lets the code of its steps go on.</summary>
    public void Open() => _gate.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        // What it has in hand ends first: its clock does not move while it waits for a bus that stops.
        Open();
        await Eventually.ShouldHoldAsync(() => DoneCount == _takenCount);
        await _services.DisposeAsync();
    }

    private async Task CarryAsync(ConsumeContext<StepRunning> context)
    {
        var report = context.Message;
        if (!IsAnswered)
        {
            await _engine.CarryAsync(report);
        }
        else
        {
            var answer = await _engine.AskAsync<StepRunning, StepRunningAnswer>(report);
            await context.RespondAsync(answer);
        }

        Reports.Enqueue(report);
    }

    private async Task CarryAsync(ConsumeContext<StepEnded> context)
    {
        await _engine.CarryAsync(context.Message);
        Outcomes.Enqueue(context.Message);
    }

    private async Task DigAsync(StepContext<Order> context)
    {
        Interlocked.Increment(ref _arrivalCount);
        context.State.Trail.Add(Name);
        try
        {
            await _gate.Task.WaitAsync(context.CancellationToken);
        }
        catch (OperationCanceledException)
        {
            Interlocked.Increment(ref _canceledCount);
        }
    }

    private sealed class ConsumedSteps : IConsumeObserver
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task PreConsume<T>(ConsumeContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context)
            where T : class
        {
            if (context.Message is ExecuteStep)
                Interlocked.Increment(ref _count);

            return Task.CompletedTask;
        }

        public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
