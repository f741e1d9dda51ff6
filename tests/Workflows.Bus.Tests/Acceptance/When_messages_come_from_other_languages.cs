using System.Net.Mime;
using System.Text;
using MassTransit;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>Events as services publish them that are not written with MassTransit: JSON, without envelope, and mostly without the name of their type.</summary>
public sealed class When_messages_come_from_other_languages
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RawSerializerOptions.AnyMessageType)]
    [InlineData(RawSerializerOptions.Default)]
    public async Task An_event_without_the_name_of_its_type_starts_and_another_wakes(RawSerializerOptions options)
    {
        await using var bus = new TestBus(Define, messaging: x => x.UsingInMemory((context, cfg) =>
        {
            cfg.UseRawJsonDeserializer(options);
            cfg.ConfigureEndpoints(context);
        }));

        await SendAsync<OrderPlaced>(bus, """{ "orderId": "o-7", "channel": "web" }""");
        var run = bus.Harness.SingleRunOf<InlineWorkflow<Order>>();
        run.ShouldBeWaitingFor<OrderPaid>();
        await SendAsync<OrderPaid>(bus, """{ "orderId": "o-7", "amount": 12.5 }""");

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(12.5m);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().Count.ShouldBe(1);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_header_that_names_the_type_decides()
    {
        await using var bus = new TestBus(Define, messaging: x => x.UsingInMemory((context, cfg) =>
        {
            cfg.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType);
            cfg.ConfigureEndpoints(context);
        }));
        await bus.StartAsync(new Order { OrderId = "o-7" });

        await SendAsync<OrderPaid>(bus, """{ "orderId": "o-7" }""", context => context.Headers.Set(MessageHeaders.MessageType, MessageUrn.ForTypeString<OrderPaid>()));

        bus.Harness.SingleRunOf<InlineWorkflow<Order>>().ShouldBe(WorkflowStatus.Completed);
    }

    [Theory]
    [InlineData("""{ "what": "nobody knows" }""", "no member of")]
    [InlineData("[]", "no member of")]
    public async Task What_is_of_no_known_type_is_refused_with_a_sentence(string body, string reason)
    {
        await using var bus = new TestBus(Define, messaging: x => x.UsingInMemory((context, cfg) =>
        {
            cfg.UseRawJsonDeserializer(RawSerializerOptions.AnyMessageType);
            cfg.ConfigureEndpoints(context);
        }));

        await SendAsync<OrderPlaced>(bus, body);

        bus.Harness.Faults.ShouldHaveSingleItem().Exception.Message.ShouldContain(reason);
        bus.Harness.RunsOf<InlineWorkflow<Order>>().ShouldBeEmpty();
    }

    /// <summary>Our own messages go by the serializer of the bus: commands, timers, and what steps publish.</summary>
    [Theory]
    [InlineData(RawSerializerOptions.Default)]
    [InlineData(RawSerializerOptions.All)]
    [InlineData(RawSerializerOptions.AnyMessageType)]
    public async Task Everything_works_where_the_whole_bus_writes_raw_JSON(RawSerializerOptions options)
    {
        await using var bus = new TestBus(
            flow =>
            {
                flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
                flow.Step("pack", context =>
                {
                    context.Publish(new OrderPaid(context.State.OrderId, 3));
                    return Task.CompletedTask;
                });
                flow.Sleep("rest", TimeSpan.FromHours(1));
                flow.Step("queued", _ => Task.CompletedTask).OnQueue("far");
                flow.WaitFor<OrderPaid>("paid").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
            },
            w => w.Configure(settings => settings.ContinuationStepLimit = 1),
            messaging: x => x.UsingInMemory((context, cfg) =>
            {
                cfg.UseRawJsonSerializer(options, isDefault: true);
                cfg.ConfigureEndpoints(context);
            }));

        await bus.PublishAsync(new OrderPlaced("o-7"));
        var run = bus.Harness.SingleRunOf<InlineWorkflow<Order>>();
        await bus.Client.PauseAsync(run.InstanceId, cancellationToken: Cancellation);
        await bus.Get<BusSender>().SendAsync(
            WorkflowEndpoints.AddressOf(bus.Get<WorkflowEndpoints>().InstancesOf(typeof(InlineWorkflow<Order>))), new RedriveWorkflow(run.InstanceId), Cancellation);
        await bus.SettleAsync();
        await bus.Client.ResumeAsync(run.InstanceId, cancellationToken: Cancellation);
        await bus.AdvanceAsync(TimeSpan.FromHours(1));

        run.ShouldBe(WorkflowStatus.Completed);
        run.State<Order>().Amount.ShouldBe(3);
        bus.Harness.Faults.ShouldBeEmpty();
    }

    private static void Define(IWorkflowBuilder<Order> flow)
    {
        flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
        flow.Step("pack", _ => Task.CompletedTask);
        flow.WaitFor<OrderPaid>("paid").CorrelatedBy(e => e.OrderId, s => s.OrderId).OnReceived((s, e) => s.Amount = e.Amount);
    }

    /// <summary>Puts bytes where messages of a type are published, as a client of the broker would.</summary>
    private static async Task SendAsync<T>(TestBus bus, string body, Action<SendContext>? more = null)
        where T : class
    {
        bus.Harness.Bus.Topology.TryGetPublishAddress<T>(out var address).ShouldBeTrue();
        var endpoint = await bus.Harness.Bus.GetSendEndpoint(address!);
        await endpoint.Send(new Foreign(), Pipe.Execute<SendContext<Foreign>>(context =>
        {
            context.Serializer = new Bytes(body);
            more?.Invoke(context);
        }), Cancellation);
        await bus.Harness.RunUntilIdleAsync();
    }

    public sealed record Foreign;

    private sealed class Bytes(string body) : IMessageSerializer
    {
        public ContentType ContentType { get; } = new("application/json");

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => new BytesMessageBody(Encoding.UTF8.GetBytes(body));
    }
}
