using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Instances;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_events_carry_headers
{
    private static readonly Guid _conversation = Guid.NewGuid();

    [Fact]
    public async Task The_start_sees_them_and_what_else_came_with_the_event()
    {
        EventContext? seen = null;
        await using var bus = new TestBus(flow =>
        {
            flow.StartedBy<OrderPlaced>((e, context) =>
            {
                seen = context;
                return new Order { OrderId = $"{context.Header("TENANT")}/{e.OrderId}" };
            });
            flow.Step("charge", _ => Task.CompletedTask);
        });
        var id = Guid.NewGuid();

        await PublishAsync(bus, new OrderPlaced("o-1"), context =>
        {
            context.MessageId = id;
            context.ConversationId = _conversation;
            context.Headers.Set("tenant", "acme");
            context.Headers.Set("weight", 1.5);
        });

        bus.Harness.SingleRunOf<InlineWorkflow<Order>>().State<Order>().OrderId.ShouldBe("acme/o-1");
        seen.ShouldNotBeNull().MessageId.ShouldBe(id);
        seen.ConversationId.ShouldBe(_conversation);
        seen.SentAt.ShouldNotBeNull();
        seen.Headers.Keys.ShouldBe(["tenant", "weight"], ignoreOrder: true);
        seen.Header("weight").ShouldBe("1.5");
    }

    [Theory]
    [InlineData("waiting")]
    [InlineData("kept")]
    [InlineData("parked")]
    public async Task A_wait_sees_those_of_its_event_whenever_it_came(string when)
    {
        StepGate? gate = null;
        await using var bus = new TestBus(flow =>
        {
            flow.Step("charge", context => gate!.PassAsync(context.CancellationToken));
            flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId)
                .OnReceived((s, e, context) => s.Trail.Add($"{context.Header("tenant")} {context.MessageId} {e.Amount} {context.SentAt is not null}"));
        });
        gate = bus.Harness.CreateGate();
        var id = Guid.NewGuid();
        var run = when == "parked" ? null : await bus.StartAsync();
        if (when == "waiting")
        {
            gate.Open();
            await bus.SettleAsync();
        }

        await PublishAsync(bus, new OrderPaid("o-1", 5), context =>
        {
            context.MessageId = id;
            context.Headers.Set("tenant", "acme");
        });
        run ??= await bus.StartAsync();
        gate.Open();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed).State<Order>().Trail.ShouldBe([$"acme {id} 5 True"]);
        run.Kinds().Contains(nameof(EntryKind.EventKept)).ShouldBe(when != "waiting", "an event that was parked is offered while the step runs");
    }

    [Fact]
    public async Task Chosen_ones_go_with_everything_that_the_steps_publish_and_send()
    {
        var received = new ConcurrentQueue<string>();
        await using var bus = new TestBus(
            flow =>
            {
                flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
                flow.Step("first", context => Announce(context));
                flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId);
                flow.Step("second", context => Announce(context)).MessagePerStep();
            },
            w => w.CarryHeader("Tenant").CarryHeader("region"),
            messaging: x => x.AddHandler((ConsumeContext<OrderShipped> context) => Note(received, context)).Endpoint(endpoint => endpoint.Name = "shipments"));

        await PublishAsync(bus, new OrderPlaced("o-1"), context =>
        {
            context.Headers.Set("tenant", "acme");
            context.Headers.Set("other", "not chosen");
        });
        await PublishAsync(bus, new OrderPaid("o-1"), context =>
        {
            context.Headers.Set("tenant", "somebody else");
            context.Headers.Set("region", "north");
        });

        received.ShouldBe(
        [
            "first published acme -", "first sent acme -",
            "second published acme north", "second sent acme north",
        ], ignoreOrder: true);
        var run = bus.Harness.SingleRunOf<InlineWorkflow<Order>>();
        run.ShouldBe(WorkflowStatus.Completed);
        bus.Stored(run).Execution.Headers.ShouldBe(new Dictionary<string, string> { ["region"] = "north", ["Tenant"] = "acme" });
    }

    [Fact]
    public async Task A_step_message_has_the_carried_ones_as_headers_of_its_own()
    {
        var headers = new ConcurrentQueue<string?>();
        await using var bus = new TestBus(
            flow =>
            {
                flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
                flow.Step("first", _ => Task.CompletedTask).MessagePerStep();
            },
            w => w.CarryHeader("tenant"),
            services => services.AddReceiveObserver(_ => new StepHeaders(headers)));

        await PublishAsync(bus, new OrderPlaced("o-1"), context => context.Headers.Set("tenant", "acme"));

        headers.ShouldBe(["acme"]);
    }

    [Fact]
    public async Task A_start_by_the_client_gives_some()
    {
        IReadOnlyDictionary<string, string>? seen = null;
        await using var bus = new TestBus(flow => flow.Step("charge", context =>
        {
            seen = context.Headers;
            return Task.CompletedTask;
        }));

        await bus.CompleteAsync(await bus.StartAsync(options: new StartOptions { Headers = new Dictionary<string, string> { ["tenant"] = "acme" } }));

        seen.ShouldBe(new Dictionary<string, string> { ["tenant"] = "acme" });
    }

    [Fact]
    public async Task A_message_that_starts_an_instance_gives_its_own_and_the_chosen_ones_of_its_envelope()
    {
        await using var bus = new TestBus(flow => flow.Sleep("nap", TimeSpan.FromDays(1)), w => w.CarryHeader("tenant"));

        await PublishAsync(
            bus,
            new StartWorkflow { Workflow = "order", State = "{}", Headers = new Dictionary<string, string> { ["region"] = "north" } },
            context => context.Headers.Set("tenant", "acme"));

        bus.Stored(bus.Harness.SingleRunOf<InlineWorkflow<Order>>()).Execution.Headers
            .ShouldBe(new Dictionary<string, string> { ["region"] = "north", ["tenant"] = "acme" });
    }

    [Theory]
    [InlineData("", "v")]
    [InlineData("MT-Tenant", "v")]
    [InlineData("ten\0ant", "v")]
    [InlineData("tenant", "a\0b")]
    [InlineData("tenant", null)]
    public async Task A_start_with_headers_that_cannot_be_kept_is_refused(string name, string? value)
    {
        await using var bus = new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask));

        var refused = await Should.ThrowAsync<WorkflowRefusedException>(bus.StartAsync(options: new StartOptions { Headers = new Dictionary<string, string> { [name] = value! } }));

        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
    }

    [Fact]
    public async Task One_that_is_too_long_to_be_carried_faults_the_wait_with_a_sentence()
    {
        await using var bus = new TestBus(
            flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId),
            w => w.CarryHeader("tenant"));
        var run = await bus.StartAsync();

        await PublishAsync(bus, new OrderPaid("o-1"), context => context.Headers.Set("tenant", new string('x', 2_001)));

        run.ShouldBe(WorkflowStatus.Faulted).Details.Error.ShouldNotBeNull().Message.ShouldContain("header 'tenant'");
    }

    [Fact]
    public async Task A_step_gives_a_message_headers_of_its_own_and_takes_carried_ones_away()
    {
        var received = new ConcurrentQueue<string>();
        await using var bus = new TestBus(
            flow => flow.Step("charge", context =>
            {
                context.Publish(new OrderShipped("published"), p => p.Headers.Set("tenant", "other"));
                context.Send(new Uri("queue:shipments"), new OrderShipped("sent"), p =>
                {
                    p.Headers.Set("Tenant", null);
                    p.Headers.Set("region", "south");
                });
                return Task.CompletedTask;
            }),
            messaging: x => x.AddHandler((ConsumeContext<OrderShipped> context) => Note(received, context)).Endpoint(endpoint => endpoint.Name = "shipments"));

        await bus.CompleteAsync(await bus.StartAsync(options: new StartOptions { Headers = new Dictionary<string, string> { ["tenant"] = "acme" } }));

        received.ShouldBe(["published other -", "sent - south"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_header_that_cannot_be_kept_fails_the_attempt()
    {
        await using var bus = new TestBus(flow => flow.Step("charge", context =>
        {
            context.Publish(new OrderShipped("s-1"), p => p.Headers.Set("MT-MessageId", "x"));
            return Task.CompletedTask;
        }));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).Details.Error.ShouldNotBeNull().Message.ShouldContain("belong to the bus");
    }

    [Theory]
    [InlineData("")]
    [InlineData("mt-tenant")]
    [InlineData("ten\nant")]
    public void A_name_that_is_no_name_is_refused_at_startup(string name) =>
        Should.Throw<WorkflowDefinitionException>(() => new TestBus(flow => flow.Step("charge", _ => Task.CompletedTask), w => w.CarryHeader(name)))
            .Faults.ShouldHaveSingleItem().ShouldStartWith("CarryHeader: ");

    internal static async Task PublishAsync<T>(TestBus bus, T message, Action<PublishContext> configure)
        where T : class
    {
        await bus.Harness.EnsureStartedAsync();
        await bus.Harness.Bus.Publish(message, Pipe.Execute<PublishContext<T>>(configure), TestContext.Current.CancellationToken);
        await bus.SettleAsync();
    }

    private static Task Announce(StepContext<Order> context)
    {
        context.Publish(new OrderShipped($"{context.Step} published"));
        context.Send(new Uri("queue:shipments"), new OrderShipped($"{context.Step} sent"));
        return Task.CompletedTask;
    }

    private static Task Note(ConcurrentQueue<string> received, ConsumeContext<OrderShipped> context)
    {
        received.Enqueue($"{context.Message.ShipmentId} {context.Headers.Get<string>("tenant") ?? "-"} {context.Headers.Get<string>("region") ?? "-"}");
        return Task.CompletedTask;
    }

    private sealed class StepHeaders(ConcurrentQueue<string?> headers) : IReceiveObserver
    {
        public Task PreReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostReceive(ReceiveContext context) => Task.CompletedTask;

        public Task PostConsume<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType)
            where T : class
        {
            if (typeof(T) == typeof(ExecuteStep))
                headers.Enqueue(context.Headers.Get<string>("tenant"));

            return Task.CompletedTask;
        }

        public Task ConsumeFault<T>(ConsumeContext<T> context, TimeSpan duration, string consumerType, Exception exception)
            where T : class => Task.CompletedTask;

        public Task ReceiveFault(ReceiveContext context, Exception exception) => Task.CompletedTask;
    }
}
