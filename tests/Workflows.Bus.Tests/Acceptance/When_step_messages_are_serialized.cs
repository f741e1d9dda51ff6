using System.Collections.Concurrent;
using MassTransit;
using Workflows.Contracts;

namespace Workflows.Tests.Acceptance;

public sealed class When_step_messages_are_serialized
{
    [Fact]
    public async Task They_travel_in_an_envelope_of_MassTransit_written_without_spaces()
    {
        var bodies = await BodiesAsync(messaging: null);

        bodies.ShouldAllBe(body => body.ContentType == "application/vnd.masstransit+json");
        bodies.ShouldAllBe(body => !body.Text.Contains('\n') && body.Text.Contains("\"messageType\":"));
    }

    [Fact]
    public async Task A_serializer_that_the_application_chose_for_its_bus_is_used_for_them_too()
    {
        var bodies = await BodiesAsync(x => x.UsingInMemory((context, bus) =>
        {
            bus.UseRawJsonSerializer(RawSerializerOptions.All, isDefault: true);
            bus.ConfigureEndpoints(context);
        }));

        bodies.ShouldAllBe(body => body.ContentType == "application/json");
        bodies.ShouldAllBe(body => !body.Text.Contains("messageType"));
    }

    private static async Task<IReadOnlyCollection<Body>> BodiesAsync(Action<IBusRegistrationConfigurator>? messaging)
    {
        var bodies = new Bodies();
        await using var bus = new TestBus(
            flow =>
            {
                flow.MessagePerStep();
                flow.Step("first", c => Task.FromResult(c.State.Count++));
                flow.Step("second", c => Task.FromResult(c.State.Count++));
            },
            services: services => services.AddConsumeObserver(_ => bodies),
            messaging: messaging);

        var run = await bus.StartAsync();
        await bus.SettleAsync();

        run.State<Order>().Count.ShouldBe(2);
        bodies.Count.ShouldBe(2);
        return bodies;
    }

    private sealed record Body(string? ContentType, string Text);

    private sealed class Bodies : ConcurrentQueue<Body>, IConsumeObserver
    {
        public Task PreConsume<T>(ConsumeContext<T> context)
            where T : class
        {
            if (context.Message is ExecuteStep)
                Enqueue(new Body(context.ReceiveContext.ContentType?.MediaType, context.ReceiveContext.Body.GetString()));

            return Task.CompletedTask;
        }

        public Task PostConsume<T>(ConsumeContext<T> context)
            where T : class => Task.CompletedTask;

        public Task ConsumeFault<T>(ConsumeContext<T> context, Exception exception)
            where T : class => Task.CompletedTask;
    }
}
