using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Workflows.Contracts;
using Workflows.Diagnostics;
using Workflows.Instances;
using Workflows.IntegrationTests.Observation;

namespace Workflows.IntegrationTests;

/// <summary>Headers of events, on the broker and in the store: also of one that came before its instance.</summary>
public sealed class When_headers_travel
{
    [Fact]
    public async Task They_reach_start_wait_and_step_and_go_on_with_what_it_publishes()
    {
        var notes = new ConcurrentQueue<string>();
        var name = $"t{Guid.NewGuid():N}"[..9];
        using var host = NewHost(name, notes);
        await host.StartAsync(TestContext.Current.CancellationToken);
        var bus = host.Services.GetRequiredService<IBus>();
        var id = Guid.NewGuid();

        // Its instance does not exist yet. Were it still under way when that begins to wait, both might decide, and one of them in vain.
        await PublishAsync(bus, new ParcelWeighed(id), ("scale", "s-7"));
        await host.Services.GetRequiredService<StoreReadiness>().WaitAsync(TestContext.Current.CancellationToken);
        var store = host.Services.GetRequiredService<IWorkflowStore>();
        await Eventually.HoldsAsync(
            async () => (await store.FindParkedAsync("Parcels", [new WaitKey("weighing", id.ToString())], TimeProvider.System.GetUtcNow(), TestContext.Current.CancellationToken)).Count == 1,
            () => Task.FromResult("The event was not parked."));
        await PublishAsync(bus, new ParcelTaken(id), ("tenant", "acme"), ("other", "not chosen"));

        await Eventually.HoldsAsync(() => notes.Any(note => note.StartsWith("sent", StringComparison.Ordinal)), () => string.Join("; ", notes));
        notes.ShouldBe(
        [
            "start acme",
            "label acme acme",
            "weighed s-7",
            "send acme acme",
            "sent acme - own",
        ]);
        await host.StopAsync(CancellationToken.None);
    }

    private static IHost NewHost(string name, ConcurrentQueue<string> notes)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddScoped<Tenancy>();
        builder.Services.Configure<MassTransitHostOptions>(options => options.WaitUntilStarted = true);
        builder.Services.AddMassTransit(x =>
        {
            x.DisableUsageTelemetry();
            x.SetEndpointNameFormatter(new DefaultEndpointNameFormatter(name + "-", false));
            x.AddHandler((ConsumeContext<ParcelSent> context) =>
            {
                notes.Enqueue($"sent {context.Headers.Get<string>("tenant")} {context.Headers.Get<string>("other") ?? "-"} {context.Headers.Get<string>("p")}");
                return Task.CompletedTask;
            }).Endpoint(endpoint => endpoint.Name = name + "-sent");
            x.AddDurableWorkflows(w =>
            {
                w.AddWorkflow(() => new ParcelWorkflow(notes));
                w.CarryHeader("tenant");
                w.UsePostgres(Services.PooledConnectionString(most: 10), store =>
                {
                    store.Schema = name;
                    store.MigrateAtStart = true;
                });
            });
            x.UsingRabbitMq((context, cfg) =>
            {
                cfg.Host(Services.RabbitMqUri);
                cfg.MessageTopology.SetEntityNameFormatter(new PrefixEntityNameFormatter(cfg.MessageTopology.EntityNameFormatter, name + "."));
                cfg.UseConsumeFilter(typeof(TenantFilter<>), context, filter => filter.Include<ExecuteStep>());
                cfg.ConfigureEndpoints(context);
            });
        });
        return builder.Build();
    }

    private static Task PublishAsync<T>(IBus bus, T message, params (string Name, string Value)[] headers)
        where T : class =>
        bus.Publish(message, context =>
        {
            foreach (var (name, value) in headers)
                context.Headers.Set(name, value);
        }, TestContext.Current.CancellationToken);

    public sealed record ParcelTaken(Guid ParcelId);

    public sealed record ParcelWeighed(Guid ParcelId);

    public sealed record ParcelSent(Guid ParcelId);

    public sealed class ParcelState
    {
        public Guid ParcelId { get; set; }
    }

    [Workflow("Parcels")]
    private sealed class ParcelWorkflow(ConcurrentQueue<string> notes) : Workflow<ParcelState>
    {
        protected override void Define(IWorkflowBuilder<ParcelState> flow)
        {
            flow.StartedBy<ParcelTaken>((e, context) =>
            {
                notes.Enqueue($"start {context.Header("tenant")}");
                return new ParcelState { ParcelId = e.ParcelId };
            });
            flow.Step("label", (StepContext<ParcelState> context, Tenancy tenancy) => Note(context, tenancy));
            flow.WaitFor<ParcelWeighed>("weighing").CorrelatedBy(e => e.ParcelId, s => s.ParcelId)
                .OnReceived((_, _, context) => notes.Enqueue($"weighed {context.Header("scale")}"));
            flow.Step("send", (StepContext<ParcelState> context, Tenancy tenancy) =>
            {
                context.Publish(new ParcelSent(context.State.ParcelId), p => p.Headers.Set("p", "own"));
                return Note(context, tenancy);
            });
        }

        private Task Note(StepContext<ParcelState> context, Tenancy tenancy)
        {
            notes.Enqueue($"{context.Step} {context.Headers["tenant"]} {tenancy.Tenant}");
            return Task.CompletedTask;
        }
    }

    private sealed class Tenancy
    {
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
}
