using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_step_publishes
{
    private static readonly TimeSpan _second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task The_message_leaves_when_the_outcome_is_stored()
    {
        StepGate? gate = null;
        await using var bus = Noting(flow => flow.Step("ship", async context =>
        {
            context.Publish(new OrderShipped("s-1"));
            await gate!.PassAsync(context.CancellationToken);
        }));
        gate = bus.Harness.CreateGate();

        var run = await bus.StartAsync();
        await bus.SettleAsync();
        bus.Get<Received<OrderShipped>>().Messages.ShouldBeEmpty();
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        var (id, message) = bus.Get<Received<OrderShipped>>().Messages.ShouldHaveSingleItem();
        message.ShouldBe(new OrderShipped("s-1"));
        id.ShouldBe(DeterministicId.OfMessage(run.InstanceId, 1, 1, 0));
    }

    [Fact]
    public async Task An_attempt_that_fails_publishes_nothing()
    {
        await using var bus = Noting(flow => flow.Step("ship", context =>
        {
            context.Publish(new OrderShipped($"s-{context.Attempt}"));
            return context.Attempt == 1 ? Task.FromException(new InvalidOperationException()) : Task.CompletedTask;
        }).Retry(retry => retry.Constant(2, _second)));

        await bus.CompleteAsync(await bus.StartAsync());

        bus.Get<Received<OrderShipped>>().Messages.ShouldHaveSingleItem().Message.ShipmentId.ShouldBe("s-2");
    }

    [Fact]
    public async Task More_than_a_row_can_hold_fails_the_attempt()
    {
        await using var bus = new TestBus(
            w => w.AddWorkflow(() => new InlineWorkflow<Order>(flow => flow.Step("ship", context =>
            {
                for (var i = 0; i < 5; i++)
                    context.Publish(new OrderShipped(new string('s', 3_500)));

                return Task.CompletedTask;
            }))).Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted);
        run.Details.Error.ShouldNotBeNull().Message.ShouldStartWith("The 5 messages of the step have 17,");
    }

    [Fact]
    public async Task It_may_wake_the_instance_itself()
    {
        await using var bus = Noting(flow =>
        {
            flow.Step("ask", context =>
            {
                context.Publish(new OrderPaid(context.State.OrderId, 25));
                return Task.CompletedTask;
            });
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
        });

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(25);
    }

    [Fact]
    public async Task A_process_that_died_behind_the_commit_leaves_the_message_to_the_sweep_with_the_id_it_had()
    {
        await using var bus = Noting(flow => flow.Step("ship", _ => Task.CompletedTask));
        var run = await Crashes.BehindTheCommitOfAStepAsync(bus, "ship", new OrderShipped("s-1"));
        bus.Get<Received<OrderShipped>>().Messages.ShouldBeEmpty();

        await bus.AdvanceAsync(TimeSpan.FromMinutes(10));

        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("ship", 1);
        var id = bus.Get<Received<OrderShipped>>().Messages.ShouldHaveSingleItem().Id;
        id.ShouldBe(DeterministicId.OfMessage(run.InstanceId, 1, 1, 0));
    }

    [Fact]
    public async Task Sent_messages_go_to_their_address()
    {
        await using var bus = Noting(flow => flow.Step("ship", context =>
        {
            context.Send(new Uri("exchange:warehouse"), new OrderShipped("s-1"));
            context.Send(new Uri("exchange:warehouse"), new OrderShipped("s-2"));
            return Task.CompletedTask;
        }), address: "warehouse");

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        var messages = bus.Get<Received<OrderShipped>>().Messages;
        messages.Select(message => message.Message.ShipmentId).ShouldBe(["s-1", "s-2"], ignoreOrder: true);
        messages.Select(message => message.Id).ShouldBeUnique();
    }

    [Fact]
    public async Task What_can_not_be_sent_is_a_failure_of_the_attempt()
    {
        await using var bus = Noting(flow => flow.Step("ship", context =>
        {
            context.Publish<object>("text");
            return Task.CompletedTask;
        }));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("ship", 1);
    }

    private static TestBus Noting(Action<IWorkflowBuilder<Order>> define, string? address = null) => new(
        define,
        services: services => services.AddSingleton<Received<OrderShipped>>(),
        messaging: bus =>
        {
            var consumer = bus.AddConsumer<NotingConsumer<OrderShipped>>();
            if (address is not null)
                consumer.Endpoint(endpoint => endpoint.Name = address);
        });
}
