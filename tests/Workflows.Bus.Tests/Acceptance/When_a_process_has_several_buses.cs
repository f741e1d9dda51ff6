using MassTransit;
using MassTransit.DependencyInjection;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Contracts;
using Workflows.Runtime;
using Workflows.Testing;

namespace Workflows.Tests.Acceptance;

/// <summary>MultiBus: workflows run on the bus that they were added to, and on no other.</summary>
public sealed class When_a_process_has_several_buses
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private readonly Heard _heard = new();

    [Theory]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("only")]
    public async Task What_instances_do_goes_over_their_own(string place)
    {
        await using var provider = Build(place);
        var harness = provider.GetRequiredService<WorkflowTestHarness>();
        harness.Bus.ShouldBe(provider.GetRequiredService<ISideBus>());

        await harness.PublishAsync(new WalkBegan(Guid.NewGuid()));
        var run = harness.SingleRunOf<Walk>();
        run.ShouldBeAt("rest").ShouldHaveExecuted("tell");
        await harness.AdvanceAsync(TimeSpan.FromHours(1));

        run.ShouldBe(WorkflowStatus.Completed);
        _heard.ShouldBe(["WalkTold on the side bus"]);
        harness.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Events_on_another_are_not_theirs()
    {
        await using var provider = Build("last");
        var harness = provider.GetRequiredService<WorkflowTestHarness>();
        await harness.EnsureStartedAsync();

        await provider.GetRequiredService<IBus>().Publish(new WalkBegan(Guid.NewGuid()), Cancellation);
        await Eventually.ShouldHoldAsync(() => _heard.Contains("WalkBegan on the main bus"));
        await harness.RunUntilIdleAsync();

        harness.RunsOf<Walk>().ShouldBeEmpty();
    }

    [Fact]
    public async Task The_client_starts_and_operates_on_theirs()
    {
        await using var provider = Build("first");
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        var run = await harness.StartAsync<Walk>(new Way());
        await harness.Client.CancelAsync(run.InstanceId, cancellationToken: Cancellation);

        run.ShouldBe(WorkflowStatus.Canceled);
    }

    [Fact]
    public async Task Commands_that_are_published_on_theirs_are_obeyed()
    {
        await using var provider = Build("last");
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        await harness.PublishAsync(new StartWorkflow { Workflow = nameof(Walk), State = "{}", InstanceId = Guid.NewGuid() });

        harness.SingleRunOf<Walk>().ShouldBeAt("rest");
    }

    [Fact]
    public async Task Their_endpoints_take_the_names_of_their_own_formatter()
    {
        await using var provider = Build("last");
        var harness = provider.GetRequiredService<WorkflowTestHarness>();
        var run = await harness.StartAsync<Walk>(new Way());

        provider.GetRequiredService<WorkflowEndpoints>().InstancesOf(typeof(Walk)).ShouldBe("side-walk");
        run.ShouldBeAt("rest");
    }

    [Fact]
    public async Task Messages_are_scheduled_on_theirs()
    {
        await using var provider = Build("last", x => x.AddWorkflowMessageScheduler());
        var harness = provider.GetRequiredService<WorkflowTestHarness>();
        await harness.EnsureStartedAsync();

        await using (var scope = provider.CreateAsyncScope())
        {
            var scheduler = scope.ServiceProvider.GetRequiredService<Bind<ISideBus, IMessageScheduler>>().Value;
            await scheduler.SchedulePublish(TimeSpan.FromMinutes(5), new WalkTold(), Cancellation);
        }

        _heard.ShouldBeEmpty();
        await harness.AdvanceAsync(TimeSpan.FromMinutes(5));
        _heard.ShouldBe(["WalkTold on the side bus"]);
    }

    [Fact]
    public async Task Consumers_of_theirs_schedule_with_their_timers()
    {
        await using var provider = Build("last", scheduling: ["side"]);
        var harness = provider.GetRequiredService<WorkflowTestHarness>();

        await harness.PublishAsync(new TellLater());
        await harness.AdvanceAsync(TimeSpan.FromMinutes(5));

        _heard.ShouldBe(["WalkTold on the side bus"]);
    }

    [Fact]
    public async Task A_scheduler_of_another_bus_is_refused()
    {
        await using var provider = Build("last", scheduling: ["main"]);

        var exception = Should.Throw<ConfigurationException>(() => provider.GetRequiredService<IBus>());

        exception.Message.ShouldContain("AddDurableWorkflows on the same bus");
    }

    private ServiceProvider Build(string place, Action<IBusRegistrationConfigurator>? more = null, string[]? scheduling = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(_heard);
        if (place == "last")
            AddMainBus();

        services.AddMassTransit<ISideBus>(x =>
        {
            x.SetEndpointNameFormatter(new KebabCaseEndpointNameFormatter("side", false));
            x.AddDurableWorkflows(w => w.AddWorkflow<Walk>());
            x.AddConsumer<Listener<ISideBus>>();
            more?.Invoke(x);
            x.UsingInMemory((context, cfg) => Configure(context, cfg, "side"));
        });
        if (place == "first")
            AddMainBus();

        services.AddWorkflowTesting();
        return services.BuildServiceProvider(validateScopes: true);

        void AddMainBus() => services.AddMassTransit(x =>
        {
            x.AddConsumer<Listener<IBus>>();
            x.UsingInMemory((context, cfg) => Configure(context, cfg, "main"));
        });

        void Configure(IBusRegistrationContext context, IInMemoryBusFactoryConfigurator cfg, string name)
        {
            if (scheduling?.Contains(name) == true)
                cfg.UseWorkflowMessageScheduler(context);

            cfg.ConfigureEndpoints(context);
        }
    }

    public interface ISideBus : IBus;

    public sealed record WalkBegan(Guid WalkId);

    public sealed record WalkTold;

    public sealed record TellLater;

    public sealed class Way
    {
        public Guid WalkId { get; set; }
    }

    public sealed class Walk : Workflow<Way>
    {
        protected override void Define(IWorkflowBuilder<Way> flow)
        {
            flow.StartedBy<WalkBegan>(e => new Way { WalkId = e.WalkId });
            flow.Step("tell", context =>
            {
                context.Publish(new WalkTold());
                return Task.CompletedTask;
            });
            flow.Sleep("rest", TimeSpan.FromHours(1));
            flow.Step("queued", _ => Task.CompletedTask).OnQueue("far");
        }
    }

    /// <summary>What consumers of the application got, and on which bus.</summary>
    public sealed class Heard : System.Collections.Concurrent.ConcurrentQueue<string>;

    public sealed class Listener<TBus>(Heard heard) : IConsumer<WalkTold>, IConsumer<WalkBegan>, IConsumer<TellLater>
    {
        private static readonly string _bus = typeof(TBus) == typeof(IBus) ? "main" : "side";

        public Task Consume(ConsumeContext<WalkTold> context) => Hear(nameof(WalkTold));

        public Task Consume(ConsumeContext<WalkBegan> context) => _bus == "main" ? Hear(nameof(WalkBegan)) : Task.CompletedTask;

        public Task Consume(ConsumeContext<TellLater> context) => context.SchedulePublish(TimeSpan.FromMinutes(5), new WalkTold());

        private Task Hear(string message)
        {
            heard.Enqueue($"{message} on the {_bus} bus");
            return Task.CompletedTask;
        }
    }
}
