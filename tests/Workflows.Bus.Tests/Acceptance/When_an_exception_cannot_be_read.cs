using System.Diagnostics;
using System.Text.Json.Serialization;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_an_exception_cannot_be_read
{
    public static TheoryData<string> Kinds => [.. UnreadableExceptions.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_step_that_throws_it_has_failed_and_is_tried_as_often_as_its_policy_says(string kind)
    {
        using var spans = Listen();
        await using var bus = new TestBus(flow => flow.Step("charge", _ => throw UnreadableExceptions.Of(kind)).Retry(retry => retry.Constant(3, TimeSpan.FromSeconds(1))));

        var run = await bus.StartAsync();
        await bus.AdvanceAsync(TimeSpan.FromMinutes(1));

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 3);
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe(UnreadableExceptions.Of(kind).GetType().FullName);
        run.Details.Error!.Message.ShouldNotBeNullOrEmpty();
        run.Details.Error!.StackTrace.ShouldNotBeNullOrEmpty();
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_worker_without_the_store_reports_it(string kind)
    {
        var ended = new TaskCompletionSource<StepEnded>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var services = new ServiceCollection().AddLogging()
            .AddMassTransitTestHarness(TextWriter.Null, x =>
            {
                x.AddHandler((StepEnded message) =>
                {
                    ended.TrySetResult(message);
                    return Task.CompletedTask;
                }).Endpoint(endpoint => endpoint.Name = "outcomes");
                x.AddWorkflowStepWorker(w => w.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("charge", _ => throw UnreadableExceptions.Of(kind)))));
            })
            .BuildServiceProvider(validateScopes: true);
        var harness = services.GetRequiredService<ITestHarness>();
        await harness.Start();

        var steps = await harness.Bus.GetSendEndpoint(new Uri("queue:OrderSteps"));
        await steps.Send(Ask(), TestContext.Current.CancellationToken);

        var outcome = await ended.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        outcome.Outcome.ShouldBe(StepOutcome.Failed);
        outcome.Error.ShouldNotBeNull().Type.ShouldBe(UnreadableExceptions.Of(kind).GetType().FullName);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_state_that_throws_it_when_it_is_written_fails_the_attempt(string kind)
    {
        await using var bus = new TestBus(w => w.AddWorkflow(() => new InlineWorkflow<Brittle>(flow =>
            flow.Step("spoil", context =>
            {
                context.State.Breaks = kind;
                return Task.CompletedTask;
            }).Retry(retry => retry.Constant(2, TimeSpan.Zero)))));

        var run = await bus.Harness.StartAsync<InlineWorkflow<Brittle>>(new Brittle());
        await bus.Harness.RunUntilIdleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("spoil", 2);
        run.Details.Error.ShouldNotBeNull().Type.ShouldBe("Workflows.UnstorableException");
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_condition_a_time_and_a_wait_that_throw_it_fault_the_instance_there(string kind)
    {
        await using var bus = new TestBus(flow =>
        {
            flow.If(s => s.Count == 1 && Throw<bool>(kind), then => then.Finish(), "check");
            flow.Sleep("nap", s => s.Count == 2 ? Throw<TimeSpan>(kind) : TimeSpan.Zero);
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((_, _) => Throw<bool>(kind));
        });

        (await bus.StartAsync(new Order { Count = 1 })).ShouldBe(WorkflowStatus.Faulted).ShouldBeAt("check");
        (await bus.StartAsync(new Order { Count = 2 })).ShouldBe(WorkflowStatus.Faulted).ShouldBeAt("nap");
        var waiting = await bus.StartAsync();
        await bus.PublishAsync(new OrderPaid("o-1"));
        await bus.SettleAsync();

        waiting.ShouldBe(WorkflowStatus.Faulted).ShouldBeAt("payment");
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_event_whose_start_throws_it_goes_to_the_error_queue_in_a_form_that_can_be_written(string kind)
    {
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(_ => throw UnreadableExceptions.Of(kind));
            flow.Step("charge", _ => Task.CompletedTask);
        });

        await Should.ThrowAsync<Exception>(bus.PublishAsync(new OrderPlaced("o-1")));

        var fault = bus.Harness.Faults.ShouldHaveSingleItem();
        fault.Exception.ToString().ShouldContain(UnreadableExceptions.Of(kind).GetType().ToString());
    }

    [Fact]
    public async Task What_a_step_throws_counts_and_not_what_its_services_throw_when_they_are_disposed()
    {
        await using var bus = new TestBus(
            flow => flow.Step("charge", (StepContext<Order> _, BrittleService _) => throw new TimeoutException("the card service does not answer")),
            services: services => services.AddScoped<BrittleService>());

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).Details.Error.ShouldNotBeNull().Message.ShouldBe("the card service does not answer");
    }

    [Fact]
    public async Task A_service_that_throws_it_when_it_is_disposed_fails_the_attempt()
    {
        await using var bus = new TestBus(
            flow => flow.Step("charge", (StepContext<Order> _, BrittleService _) => Task.CompletedTask).Retry(retry => retry.Constant(2, TimeSpan.Zero)),
            services: services => services.AddScoped<BrittleService>());

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 2);
    }

    [Fact]
    public async Task A_step_that_returns_no_task_fails_with_a_sentence()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => null!));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).Details.Error.ShouldNotBeNull().Message.ShouldStartWith("Expected step 'charge' to return a task, but it returned null.");
    }

    [Fact]
    public async Task A_logger_that_throws_keeps_no_outcome_from_being_recorded()
    {
        await using var bus = new TestBus(
            flow => flow.Step("charge", _ => throw new TimeoutException()).Retry(retry => retry.Constant(2, TimeSpan.Zero)),
            services: services => services.AddLogging(logging => logging.AddProvider(new BrittleLog())));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 2);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_listener_to_spans_that_throws_keeps_no_outcome_from_being_recorded()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkflowDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (Equals(activity.GetTagItem("workflow.step"), "brittle-span"))
                    throw UnreadableExceptions.Of("message");
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var bus = new TestBus(flow => flow.Step("brittle-span", _ => Task.CompletedTask));

        var run = await bus.CompleteAsync(await bus.StartAsync());

        run.ShouldHaveExecuted("brittle-span", 1);
    }

    private static T Throw<T>(string kind) => throw UnreadableExceptions.Of(kind);

    private static ExecuteStep Ask() => new()
    {
        InstanceId = Guid.NewGuid(),
        Workflow = "order",
        Version = 3,
        Node = "charge",
        Token = 1,
        Attempt = 1,
        Revision = 1,
        State = "{}",
        ReplyTo = new Uri("queue:outcomes"),
    };

    private static ActivityListener Listen()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == WorkflowDiagnostics.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    public sealed class Brittle
    {
        [JsonIgnore]
        public string? Breaks { get; set; }

        public string Text => Breaks is null ? "whole" : throw UnreadableExceptions.Of(Breaks);
    }

    private sealed class BrittleService : IAsyncDisposable
    {
        public ValueTask DisposeAsync() => throw UnreadableExceptions.Of("message");
    }

    private sealed class BrittleLog : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => categoryName.StartsWith("Workflows", StringComparison.Ordinal) ? this : Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => throw UnreadableExceptions.Of("message");

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Information)
                throw UnreadableExceptions.Of("text");
        }

        public void Dispose()
        {
        }
    }
}
