using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Engine;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_a_message_cannot_be_sent
{
    [Theory]
    [InlineData("http://example.org/orders")]
    [InlineData("orders")]
    [InlineData("ftp:orders")]
    [InlineData("urn:message:Orders:Order")]
    public async Task An_address_that_nobody_can_send_to_fails_the_attempt_with_a_sentence(string address)
    {
        await using var bus = NewBus(context => context.Send(new Uri(address, UriKind.RelativeOrAbsolute), new OrderShipped("s-1")));

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("ship", 1);
        bus.Stored(run).Error!.Message.ShouldStartWith($"'{address}' is no address that a message can be sent to");
    }

    [Fact]
    public async Task A_state_or_a_message_that_is_too_large_fails_the_attempt_with_size_and_limit()
    {
        await using var state = NewBus(context => context.State.ShipmentId = new string('x', 3_300_000));
        var run = await state.StartAsync();
        await state.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("ship", 1);
        state.Stored(run).Error!.Message.ShouldMatch(@"^Order is 3,300,\d+ bytes as JSON, but the limit is 2,097,152 \(StateSizeLimit\)\.");

        await using var message = NewBus(context => context.Publish(new OrderShipped(new string('x', 5_000_000))));
        run = await message.StartAsync();
        await message.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("ship", 1);
        message.Stored(run).Error!.Message.ShouldContain("the limit is 4,194,304 (MessageSizeLimit)");

        (await Should.ThrowAsync<WorkflowRefusedException>(() => message.StartAsync(new Order { OrderId = new string('x', 3_300_000) }))).Message.ShouldContain("StateSizeLimit");
    }

    [Fact]
    public async Task Half_a_surrogate_pair_in_what_a_step_leaves_fails_the_attempt()
    {
        await using var bus = NewBus(context => context.Publish(new OrderShipped("a\ud83d")));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Faulted);
        bus.Stored(run).Error!.Message.ShouldStartWith("OrderShipped contains half of a surrogate pair");
    }

    [Fact]
    public async Task What_the_transport_refuses_stops_the_instance_at_its_place_and_a_retry_sends_it()
    {
        var refusal = new Refusal { Exception = new ArgumentException("no such thing") };
        await using var bus = NewBus(context => context.Publish(new OrderShipped("s-1")), services => services.AddPublishObserver(_ => refusal), flow => flow.Step("bill", _ => Task.CompletedTask));

        var run = await bus.StartAsync();
        await bus.Harness.RunUntilIdleAsync();
        run.ShouldBe(WorkflowStatus.Faulted).ShouldBeAt("bill");
        bus.Stored(run).Error!.Message.ShouldBe("OrderShipped cannot be sent: ArgumentException: no such thing");
        bus.Stored(run).Error!.Type.ShouldBe(UnsentDecision.ErrorType);
        run.Journal.ShouldNotContain(entry => entry.Kind == "StepCompleted" && entry.Node == "bill");

        refusal.Exception = null;
        await bus.Client.RetryAsync(run.InstanceId, new OperationOptions { Actor = "ann" }, TestContext.Current.CancellationToken);
        await bus.SettleAsync();
        run.ShouldBe(WorkflowStatus.Completed).ShouldHaveExecuted("bill", 1);
        bus.Get<Received<OrderShipped>>().Messages.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Limits_of_size_are_as_set()
    {
        await using var bus = NewBus(
            context => context.State.ShipmentId = new string('x', 3_000),
            configure: w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        bus.Stored(run).Error!.Message.ShouldContain("the limit is 2,000 (StateSizeLimit)");

        await using var other = NewBus(
            context => context.Publish(new OrderShipped(new string('x', 5_000))),
            configure: w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));
        run = await other.StartAsync();
        await other.SettleAsync();
        other.Stored(run).Error!.Message.ShouldContain("the limit is 4,000 (MessageSizeLimit)");

        Should.Throw<WorkflowDefinitionException>(() => NewBus(_ => { }, configure: w => w.Configure(options => options.StateSizeLimit = options.MessageSizeLimit)))
            .Message.ShouldContain("MessageSizeLimit: expected at least twice StateSizeLimit");
    }

    [Fact]
    public async Task An_event_or_a_result_that_is_too_large_is_refused_at_the_call()
    {
        await using var bus = NewBus(
            _ => throw new InvalidOperationException("no"),
            then: flow => flow.WaitFor<OrderPaid>("payment").CorrelatedBy(e => e.OrderId, s => s.OrderId),
            configure: w => w.Configure(options => (options.StateSizeLimit, options.MessageSizeLimit) = (2_000, 4_000)));
        var run = await bus.StartAsync();
        await bus.SettleAsync();
        var paid = new OrderPaid(new string('x', 5_000));

        await ShouldRefuseAsync(() => bus.Client.SendEventAsync(run.InstanceId, paid, cancellationToken: TestContext.Current.CancellationToken), @"^The event cannot be sent: OrderPaid is 5,0\d\d bytes as JSON, but the limit is 4,000 \(MessageSizeLimit\)");
        await ShouldRefuseAsync(
            () => bus.Client.SendEventAsync(run.InstanceId, nameof(OrderPaid), JsonSerializer.Serialize(paid), cancellationToken: TestContext.Current.CancellationToken),
            @"^The event cannot be sent: it is 5,0\d\d bytes as JSON, but the limit is 4,000 \(MessageSizeLimit\)");
        await ShouldRefuseAsync(
            () => bus.Client.RunAsync(new SkipWorkflowStep { InstanceId = run.InstanceId, Result = $$"""{"ShipmentId":"{{paid.OrderId}}"}""" }, TestContext.Current.CancellationToken),
            @"Order is 5,\d\d\d bytes as JSON, but the limit is 2,000 \(StateSizeLimit\)");
        run.ShouldBe(WorkflowStatus.Faulted);
    }

    [Fact]
    public async Task One_that_can_not_be_sent_does_not_send_the_others_again()
    {
        var refusal = new Refusal { Exception = new ArgumentException("no"), Only = "s-2" };
        await using var bus = NewBus(context =>
        {
            foreach (var shipment in new[] { "s-1", "s-2", "s-3" })
                context.Publish(new OrderShipped(shipment));
        }, services => services.AddPublishObserver(_ => refusal));

        var run = await bus.StartAsync();
        await bus.Harness.AdvanceAsync(TimeSpan.FromMinutes(10));

        bus.Get<Received<OrderShipped>>().Messages.Select(message => message.Message.ShipmentId).ShouldBe(["s-1", "s-3"], ignoreOrder: true);
        bus.Stored(run).Execution.Outbox.ShouldHaveSingleItem().Failure.ShouldNotBeNull();
    }

    private static async Task ShouldRefuseAsync(Func<Task> call, string says)
    {
        var refused = await Should.ThrowAsync<WorkflowRefusedException>(call);
        refused.Refusal.ShouldBe(WorkflowRefusal.Malformed);
        refused.Message.ShouldMatch(says);
    }

    private static TestBus NewBus(Action<StepContext<Order>> act, Action<IServiceCollection>? services = null, Action<IWorkflowBuilder<Order>>? then = null, Action<IDurableWorkflowConfigurator>? configure = null) => new(
        flow =>
        {
            flow.Step("ship", context =>
            {
                act(context);
                return Task.CompletedTask;
            });
            then?.Invoke(flow);
        },
        configure,
        services: collection =>
        {
            collection.AddSingleton<Received<OrderShipped>>();
            services?.Invoke(collection);
        },
        messaging: bus => bus.AddConsumer<NotingConsumer<OrderShipped>>());

    /// <summary>A transport, or code of the application on the way to it, that refuses.</summary>
    private sealed class Refusal : IPublishObserver
    {
        public Exception? Exception { get; set; }

        public string? Only { get; init; }

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class =>
            context.Message is OrderShipped shipped && (Only is null || shipped.ShipmentId == Only) && Exception is not null
                ? Task.FromException(Exception)
                : Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
