using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

public sealed class When_the_bus_has_filters
{
    [Fact]
    public async Task A_scoped_service_that_a_consume_filter_sets_is_the_one_that_each_step_gets()
    {
        var seen = new ConcurrentQueue<(string Step, string? Tenant, Guid Scope)>();
        await using var bus = NewBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            foreach (var name in new[] { "under-the-event", "continued" })
                flow.Step(name, (StepContext<Order> context, Tenancy tenancy) => Note(context, tenancy));

            flow.Step("by-message", (StepContext<Order> context, Tenancy tenancy) => Note(context, tenancy)).MessagePerStep();
            flow.Step("on-a-queue", (StepContext<Order> context, Tenancy tenancy) => Note(context, tenancy)).OnQueue("other");
        });

        Task Note(StepContext<Order> context, Tenancy tenancy)
        {
            seen.Enqueue((context.Step, tenancy.Tenant, tenancy.Scope));
            return Task.CompletedTask;
        }

        await When_events_carry_headers.PublishAsync(bus, new OrderPlaced("o-1"), context => context.Headers.Set("tenant", "acme"));

        seen.Select(note => note.Step).ShouldBe(["under-the-event", "continued", "by-message", "on-a-queue"]);
        seen.ShouldAllBe(note => note.Tenant == "acme");
        seen.Select(note => note.Scope).ShouldBeUnique();
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_that_throws_fails_the_attempt()
    {
        await using var bus = NewBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("charge", _ => Task.CompletedTask).MessagePerStep();
        }, filter: typeof(RefusingFilter<>));

        await When_events_carry_headers.PublishAsync(bus, new OrderPlaced("o-1"), _ => { });

        bus.Harness.SingleRunOf<InlineWorkflow<Order>>().ShouldBe(WorkflowStatus.Faulted).ShouldHaveFailed("charge", 1)
            .Details.Error.ShouldNotBeNull().Message.ShouldBe("no tenant");
        bus.Harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_filter_that_ends_the_way_fails_the_attempt_with_a_sentence()
    {
        await using var bus = NewBus(flow =>
        {
            flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
            flow.Step("charge", _ => Task.CompletedTask).MessagePerStep();
        }, filter: typeof(EndingFilter<>));

        await When_events_carry_headers.PublishAsync(bus, new OrderPlaced("o-1"), _ => { });

        bus.Harness.SingleRunOf<InlineWorkflow<Order>>().ShouldBe(WorkflowStatus.Faulted)
            .Details.Error.ShouldNotBeNull().Message.ShouldStartWith("A consume filter of the application ended the attempt");
    }

    [Fact]
    public async Task Scoped_send_and_publish_filters_of_what_a_step_sends_itself_run_in_its_scope()
    {
        var received = new ConcurrentQueue<string?>();
        await using var bus = NewBus(
            flow =>
            {
                flow.StartedBy<OrderPlaced>(e => new Order { OrderId = e.OrderId });
                flow.Step("charge", async (StepContext<Order> context, IPublishEndpoint publisher, ISendEndpointProvider sender) =>
                {
                    await publisher.Publish(new OrderShipped("s-1"), context.CancellationToken);
                    var endpoint = await sender.GetSendEndpoint(new Uri("queue:shipments"));
                    await endpoint.Send(new OrderShipped("s-2"), context.CancellationToken);
                });
            },
            messaging: x => x.AddHandler((ConsumeContext<OrderShipped> context) =>
            {
                received.Enqueue(context.Headers.Get<string>("from-scope"));
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = "shipments"));

        await When_events_carry_headers.PublishAsync(bus, new OrderPlaced("o-1"), context => context.Headers.Set("tenant", "acme"));

        received.ShouldBe(["acme", "acme"]);
    }

    private static TestBus NewBus(Action<IWorkflowBuilder<Order>> define, Type? filter = null, Action<IBusRegistrationConfigurator>? messaging = null) => new(
        define,
        w => w.CarryHeader("tenant"),
        services => services.AddScoped<Tenancy>(),
        messaging: x =>
        {
            messaging?.Invoke(x);
            x.UsingInMemory((context, cfg) =>
            {
                // For our own messages between endpoints, which know no tenant, the filters do nothing.
                cfg.UseConsumeFilter(filter ?? typeof(TenantFilter<>), context, filtered => filtered.Include<ExecuteStep>());
                cfg.UsePublishFilter(typeof(StampFilter<>), context, filtered => filtered.Include<OrderShipped>());
                cfg.UseSendFilter(typeof(StampFilter<>), context, filtered => filtered.Include<OrderShipped>());
                cfg.ConfigureEndpoints(context);
            });
        });

    private sealed class Tenancy
    {
        public Guid Scope { get; } = Guid.NewGuid();

        public string? Tenant { get; set; }
    }

    private sealed class TenantFilter<T>(Tenancy tenancy) : IFilter<ConsumeContext<T>>
        where T : class
    {
        public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next)
        {
            tenancy.Tenant = context.Headers.Get<string>("tenant");
            return next.Send(context);
        }

        public void Probe(ProbeContext context)
        {
        }
    }

    private sealed class StampFilter<T>(Tenancy tenancy) : IFilter<PublishContext<T>>, IFilter<SendContext<T>>
        where T : class
    {
        public Task Send(PublishContext<T> context, IPipe<PublishContext<T>> next)
        {
            context.Headers.Set("from-scope", tenancy.Tenant);
            return next.Send(context);
        }

        public Task Send(SendContext<T> context, IPipe<SendContext<T>> next)
        {
            context.Headers.Set("from-scope", tenancy.Tenant);
            return next.Send(context);
        }

        public void Probe(ProbeContext context)
        {
        }
    }

    private sealed class RefusingFilter<T> : IFilter<ConsumeContext<T>>
        where T : class
    {
        public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) => throw new UnauthorizedAccessException("no tenant");

        public void Probe(ProbeContext context)
        {
        }
    }

    private sealed class EndingFilter<T> : IFilter<ConsumeContext<T>>
        where T : class
    {
        public Task Send(ConsumeContext<T> context, IPipe<ConsumeContext<T>> next) => Task.CompletedTask;

        public void Probe(ProbeContext context)
        {
        }
    }
}
