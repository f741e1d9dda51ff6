using System.Net.Mime;
using MassTransit;
using MassTransit.Serialization;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>The bus itself publishes all of these, so a step does.</summary>
public sealed class When_a_step_publishes_what_cannot_be_read_back
{
    [Fact]
    public async Task A_message_declared_as_its_abstract_base_goes_out_as_that_with_all_it_has()
    {
        var body = await PublishedAsync<ParcelNews>(context => context.Publish<ParcelNews>(new ParcelWeighed { Number = "p-1", Weight = 5 }));
        body.ShouldContain("\"weight\": 5");
        body.ShouldContain("\"number\": \"p-1\"");
    }

    [Fact]
    public async Task A_message_with_a_member_of_an_abstract_type_goes_out() =>
        (await PublishedAsync<ParcelReported>(context => context.Publish(new ParcelReported { Content = new Glass { Panes = 3 } }))).ShouldContain("\"content\"");

    [Fact]
    public async Task A_message_of_a_class_without_a_public_constructor_goes_out() =>
        (await PublishedAsync<ParcelSealed>(context => context.Publish(ParcelSealed.Of("ann")))).ShouldContain("\"by\": \"ann\"");

    [Theory]
    [InlineData(RawSerializerOptions.Default)]
    [InlineData(RawSerializerOptions.All)]
    public async Task A_bus_that_writes_raw_JSON_sends_what_the_step_gave(RawSerializerOptions options)
    {
        void Raw(IInMemoryBusFactoryConfigurator cfg) => cfg.UseRawJsonSerializer(options, isDefault: true);

        (await PublishedAsync<ParcelStamped>(context => context.Publish(ParcelStamped.Of("ann")), Raw)).ShouldContain("\"by\": \"ann\"");
        (await PublishedAsync<ParcelSealed>(context => context.Publish(ParcelSealed.Of("ann")), Raw)).ShouldContain("\"by\": \"ann\"");
        (await PublishedAsync<ParcelNews>(context => context.Publish<ParcelNews>(new ParcelWeighed { Weight = 5 }), Raw)).ShouldContain("\"weight\": 5");
    }

    [Fact]
    public async Task A_bus_whose_serializer_takes_objects_only_refuses_it_in_the_attempt()
    {
        var sent = new Bodies<ParcelStamped>();
        await using var bus = BusOf(context => context.Publish(ParcelStamped.Of("ann")), sent, Own);

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Faulted);
        bus.Stored(run).Error.ShouldNotBeNull().Message.ShouldContain("By");
        bus.Stored(run).Execution.Outbox.ShouldBeEmpty();
        sent.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bus_whose_serializer_takes_objects_only_sends_what_can_be_read_back() =>
        (await PublishedAsync<OrderPaid>(context => context.Publish(new OrderPaid("o-7", 3)), Own)).ShouldContain("\"o-7\"");

    private static void Own(IInMemoryBusFactoryConfigurator cfg) => cfg.AddSerializer(new OwnSerializers());

    /// <returns>The message as it was sent.</returns>
    private static async Task<string> PublishedAsync<TMessage>(Action<StepContext<Order>> publish, Action<IInMemoryBusFactoryConfigurator>? messaging = null)
        where TMessage : class
    {
        var sent = new Bodies<TMessage>();
        await using var bus = BusOf(publish, sent, messaging);

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.ShouldBe(WorkflowStatus.Completed);
        bus.Stored(run).Error.ShouldBeNull();
        return sent.All.ShouldHaveSingleItem();
    }

    private static TestBus BusOf<TMessage>(Action<StepContext<Order>> publish, Bodies<TMessage> sent, Action<IInMemoryBusFactoryConfigurator>? messaging)
        where TMessage : class => new(
        flow => flow.Step("pack", context =>
        {
            publish(context);
            return Task.CompletedTask;
        }),
        services: services => services.AddPublishObserver(_ => sent),
        messaging: messaging is null ? null : x => x.UsingInMemory((context, cfg) =>
        {
            messaging(cfg);
            cfg.ConfigureEndpoints(context);
        }));

    /// <summary>A serializer that an application wrote, or took from a package: it is given objects, and what it writes is its own.</summary>
    private sealed class OwnSerializers : ISerializerFactory
    {
        public ContentType ContentType { get; } = new("application/vnd.own+json");

        public IMessageSerializer CreateSerializer() => new OwnSerializer(ContentType);

        public IMessageDeserializer CreateDeserializer() => new SystemTextJsonMessageSerializer(ContentType);
    }

    private sealed class OwnSerializer(ContentType contentType) : IMessageSerializer
    {
        public ContentType ContentType => contentType;

        public MessageBody GetMessageBody<T>(SendContext<T> context)
            where T : class => SystemTextJsonMessageSerializer.Instance.GetMessageBody(context);
    }

    private sealed class Bodies<TMessage> : IPublishObserver
    {
        public List<string> All { get; } = [];

        public Task PrePublish<T>(PublishContext<T> context)
            where T : class => Task.CompletedTask;

        public Task PostPublish<T>(PublishContext<T> context)
            where T : class
        {
            if (typeof(T) == typeof(TMessage))
                All.Add(context.Serializer.GetMessageBody(context).GetString());

            return Task.CompletedTask;
        }

        public Task PublishFault<T>(PublishContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}

public abstract class ParcelNews
{
    public string? Number { get; set; }
}

public sealed class ParcelWeighed : ParcelNews
{
    public int Weight { get; set; }
}

public abstract class ParcelContent;

public sealed class Glass : ParcelContent
{
    public int Panes { get; set; }
}

public sealed class ParcelReported
{
    public ParcelContent? Content { get; set; }
}

public sealed class ParcelSealed
{
    private ParcelSealed(string by) => By = by;

    public string By { get; }

    public static ParcelSealed Of(string by) => new(by);
}

public sealed class ParcelStamped
{
    public string? By { get; private set; }

    public static ParcelStamped Of(string by) => new() { By = by };
}
