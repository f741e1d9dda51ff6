using System.Collections.Concurrent;
using MassTransit;
using MassTransit.Testing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Its first step runs under the delivery of that event, as later ones run under that of the step before.</summary>
public sealed class When_an_event_starts_an_instance
{
    [Fact]
    public async Task Its_steps_run_without_a_message_and_its_journal_is_the_same()
    {
        await using var bus = NewBus(_ => { });
        await using var sent = NewBus(flow => flow.MessagePerStep());

        (await MessagesOfAsync(bus)).ShouldBe(0);
        (await MessagesOfAsync(sent)).ShouldBe(3);
        OnlyRun(bus).ShouldBe(WorkflowStatus.Completed).Lines().ShouldBe(OnlyRun(sent).Lines());
    }

    [Fact]
    public async Task A_first_step_that_asks_for_a_message_or_a_queue_of_its_own_gets_it()
    {
        await using var message = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("first", _ => Task.CompletedTask).MessagePerStep();
            flow.Step("second", _ => Task.CompletedTask);
        });
        await using var queue = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("first", _ => Task.CompletedTask).OnQueue("slow");
            flow.Step("second", _ => Task.CompletedTask);
        });

        (await MessagesOfAsync(message)).ShouldBe(1);
        (await MessagesOfAsync(queue)).ShouldBe(2);
    }

    [Fact]
    public async Task A_limit_of_one_step_sends_a_message_for_the_first_too()
    {
        await using var bus = NewBus(_ => { }, w => w.Configure(options => options.ContinuationStepLimit = 1));

        (await MessagesOfAsync(bus)).ShouldBe(3);
    }

    [Fact]
    public async Task Steps_at_once_keep_to_the_limit_of_the_step_queue()
    {
        StepGate? gate = null;
        var running = 0;
        var counts = new ConcurrentQueue<int>();
        await using var bus = NewBus(
            async context =>
            {
                counts.Enqueue(Interlocked.Increment(ref running));
                await gate!.PassAsync(context.CancellationToken);
                Interlocked.Decrement(ref running);
            },
            settings => settings.Steps.ConcurrentMessageLimit = 2);
        gate = bus.Harness.CreateGate();
        await bus.Harness.EnsureStartedAsync();

        for (var i = 0; i < 6; i++)
            await bus.Harness.Bus.Publish(new OrderPlaced($"o-{i}"), TestContext.Current.CancellationToken);

        await gate.ReachedAsync(2);
        await Eventually.ShouldHoldAsync(() => bus.Harness.RunsOf<InlineWorkflow<Order>>().Count == 6);
        gate.Open();
        await bus.SettleAsync();

        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldAllBe(run => run.Details.Summary.Status == WorkflowStatus.Completed);
        counts.Max().ShouldBe(2);
    }

    [Fact]
    public async Task Slow_steps_leave_room_for_what_else_comes_to_the_instances()
    {
        StepGate? gate = null;
        await using var bus = NewBus(context => gate!.PassAsync(context.CancellationToken), settings => settings.Instances.ConcurrentMessageLimit = 4);
        gate = bus.Harness.CreateGate();
        await bus.Harness.EnsureStartedAsync();

        // Three of the four at once may go on under their event; the others get messages.
        for (var i = 0; i < 8; i++)
            await bus.Harness.Bus.Publish(new OrderPlaced($"o-{i}"), TestContext.Current.CancellationToken);

        await gate.ReachedAsync(8);
        SentSteps(bus).ShouldBe(5);
        gate.Open();
        await bus.SettleAsync();
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldAllBe(run => run.Details.Summary.Status == WorkflowStatus.Completed);
    }

    [Fact]
    public async Task An_endpoint_that_handles_one_message_after_the_other_keeps_none_for_a_step()
    {
        await using var bus = NewBus(_ => Task.CompletedTask, settings => settings.Instances.ConcurrentMessageLimit = 1);

        (await MessagesOfAsync(bus)).ShouldBe(1);
    }

    [Fact]
    public async Task The_answer_to_its_commit_may_be_lost()
    {
        await using var bus = NewBus(_ => { }, services: Redelivery.Add, replacements: MortalGateway.Add);
        bus.Get<MortalGateway>().LosesAnswerOf = 1;

        (await MessagesOfAsync(bus)).ShouldBe(0);
        OnlyRun(bus).ShouldBe(WorkflowStatus.Completed).Kinds().ShouldNotContain(nameof(EntryKind.WorkflowRedriven));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_retry_that_the_endpoint_is_configured_with_goes_on_where_the_delivery_failed(bool byEvent)
    {
        await using var bus = NewBus(
            _ => { },
            services: Redelivery.Add,
            messaging: x => x.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.UseMessageRetry(retry => retry.Immediate(1))),
            replacements: MortalGateway.Add);
        bus.Get<MortalGateway>().FailsAt = 3;

        if (byEvent)
            await bus.PublishAsync(new OrderPlaced("o-1"));
        else
            await bus.StartAsync();

        await bus.SettleAsync();
        var run = OnlyRun(bus).ShouldBe(WorkflowStatus.Completed);
        run.Lines().Count(line => line.StartsWith("StepCompleted", StringComparison.Ordinal)).ShouldBe(3);
        run.Kinds().ShouldNotContain(nameof(EntryKind.WorkflowRedriven));
    }

    [Fact]
    public async Task A_redelivery_that_the_endpoint_is_configured_with_starts_no_second_instance()
    {
        await using var bus = NewBus(
            _ => { },
            services: Redelivery.Add,
            messaging: x => x.AddConfigureEndpointsCallback((_, _, endpoint) => endpoint.UseDelayedRedelivery(retry =>
            {
                retry.ReplaceMessageId = true;
                retry.Interval(1, TimeSpan.FromMilliseconds(10));
            })),
            replacements: MortalGateway.Add);
        bus.Get<MortalGateway>().FailsAt = 3;
        await bus.Harness.EnsureStartedAsync();

        await bus.Harness.Bus.Publish(new OrderPlaced("o-1"), TestContext.Current.CancellationToken);

        await Eventually.ShouldHoldAsync(() => bus.Harness.RunsOf<InlineWorkflow<Order>>().Any(run => run.Details.Summary.Status == WorkflowStatus.Completed));
        OnlyRun(bus).Kinds().ShouldNotContain(nameof(EntryKind.WorkflowRedriven));
    }

    private static WorkflowRun OnlyRun(TestBus bus) => bus.Harness.SingleRunOf<InlineWorkflow<Order>>();

    private static TestBus NewBus(
        Action<IWorkflowBuilder<Order>> define,
        Action<IDurableWorkflowConfigurator>? configure = null,
        Action<IServiceCollection>? services = null,
        Action<IBusRegistrationConfigurator>? messaging = null,
        Action<IServiceCollection>? replacements = null) => new(
        flow =>
        {
            define(flow);
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("first", _ => Task.CompletedTask);
            flow.Step("second", _ => Task.CompletedTask);
            flow.Step("third", _ => Task.CompletedTask);
        },
        configure,
        services,
        messaging: messaging,
        replacements: replacements);

    private static TestBus NewBus(Func<StepContext<Order>, Task> step, Action<WorkflowOptions> configure) => new(w => w.AddWorkflow(
        () => new InlineWorkflow<Order>(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("only", step);
        }),
        configure));

    private static async Task<int> MessagesOfAsync(TestBus bus)
    {
        await bus.PublishAsync(new OrderPlaced("o-1"));
        await bus.SettleAsync();
        return SentSteps(bus);
    }

    /// <summary>Canceled: what was sent, without waiting for more.</summary>
    private static int SentSteps(TestBus bus) => bus.Get<ITestHarness>().Sent.Select<ExecuteStep>(new CancellationToken(canceled: true)).Count();
}
